package io.bisync.kafka.balancer;

import java.util.Objects;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** {@link Balancer#CRC32}: an empty key counts as none, as librdkafka has it. */
public final class Crc32Partitioner extends KeyPartitioner {

    @Override
    boolean hasKey(byte @Nullable [] key) {
        return key != null && key.length > 0;
    }

    @Override
    int ofKey(byte @Nullable [] key, int partitions) {
        var sum = new CRC32();
        sum.update(Objects.requireNonNull(key));
        return (int) (sum.getValue() % partitions);
    }
}

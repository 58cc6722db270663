package io.bisync.kafka.balancer;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link Balancer#HASH}: the remainder of the signed hash, without its sign. */
public final class HashPartitioner extends KeyPartitioner {

    @Override
    int ofKey(byte @Nullable [] key, int partitions) {
        return Math.abs(Fnv1a.of(Objects.requireNonNull(key)) % partitions);
    }
}

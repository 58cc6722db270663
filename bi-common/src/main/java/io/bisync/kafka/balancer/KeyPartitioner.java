package io.bisync.kafka.balancer;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.jspecify.annotations.Nullable;

/** A partition for each key, of all partitions, whether they have a leader or not: a key never moves. */
abstract sealed class KeyPartitioner implements Partitioner
        permits HashPartitioner, ReferenceHashPartitioner, Crc32Partitioner {

    @Override
    public final int partition(
            String topic,
            @Nullable Object key,
            byte @Nullable [] keyBytes,
            @Nullable Object value,
            byte @Nullable [] valueBytes,
            Cluster cluster) {
        var partitions = cluster.partitionCountForTopic(topic);
        return hasKey(keyBytes)
                ? ofKey(keyBytes, partitions)
                : ThreadLocalRandom.current().nextInt(partitions);
    }

    /** Whether the record has a key in the sense of this balancer. */
    boolean hasKey(byte @Nullable [] key) {
        return key != null;
    }

    abstract int ofKey(byte @Nullable [] key, int partitions);

    @Override
    public void configure(Map<String, ?> settings) {
        // It has none.
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}

package io.bisync.kafka.balancer;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.jspecify.annotations.Nullable;

/** {@link Balancer#LEAST_BYTES}: what this producer sent, by topic; a topic whose partitions become more begins anew. */
public final class LeastBytesPartitioner implements Partitioner {

    private final Map<String, long[]> sent = new HashMap<>();

    @Override
    public synchronized int partition(
            String topic,
            @Nullable Object key,
            byte @Nullable [] keyBytes,
            @Nullable Object value,
            byte @Nullable [] valueBytes,
            Cluster cluster) {
        var partitions = cluster.partitionCountForTopic(topic);
        var bytes = sent.get(topic);
        if (bytes == null || bytes.length != partitions) {
            bytes = new long[partitions];
            sent.put(topic, bytes);
        }
        var least = 0;
        for (var partition = 1; partition < partitions; partition++) {
            if (bytes[partition] < bytes[least]) {
                least = partition;
            }
        }
        bytes[least] += length(keyBytes) + length(valueBytes);
        return least;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // It has none.
    }

    @Override
    public void close() {
        // It holds nothing but numbers.
    }
}

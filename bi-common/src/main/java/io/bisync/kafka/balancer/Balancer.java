package io.bisync.kafka.balancer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * The balancers that have a name. The keyed ones send a key where producers of other languages send it, so that both may
 * publish to one topic; who changes it for a topic that holds records sends its keys to other partitions from then on.
 */
public enum Balancer {
    /** Kafka's own: murmur2 of the key; what has no key fills one batch after the other. librdkafka's {@code murmur2_random}. */
    MURMUR2(null, true),
    /** FNV-1a as kafka-go's {@code Hash} and Sarama's hash partitioner take it. */
    HASH(HashPartitioner.class, true),
    /** FNV-1a as kafka-go's {@code ReferenceHash} and Sarama's reference hash partitioner take it. */
    REFERENCE_HASH(ReferenceHashPartitioner.class, true),
    /** librdkafka's default, {@code consistent_random}. */
    CRC32(Crc32Partitioner.class, true),
    /** One partition after the other, whatever the key. */
    ROUND_ROBIN(RoundRobinPartitioner.class, false),
    /** The partition that this producer sent the fewest bytes to, whatever the key. */
    LEAST_BYTES(LeastBytesPartitioner.class, false);

    private final @Nullable Class<? extends Partitioner> partitioner;
    private final boolean keepsKeysTogether;

    Balancer(@Nullable Class<? extends Partitioner> partitioner, boolean keepsKeysTogether) {
        this.partitioner = partitioner;
        this.keepsKeysTogether = keepsKeysTogether;
    }

    /** The balancer that a setting names, by its name or by its class. */
    public static Optional<Balancer> named(String setting) {
        return Arrays.stream(values())
                .filter(it -> it.text().equalsIgnoreCase(setting)
                        || (it.partitioner != null && it.partitioner.getName().equals(setting)))
                .findFirst();
    }

    /** All names, for whoever wrote another one. */
    public static String names() {
        return Arrays.stream(values()).map(Balancer::text).collect(Collectors.joining(", "));
    }

    /** As it is written in a setting. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Kafka's {@code partitioner.class}; null where that has to stay unset. */
    public @Nullable Class<? extends Partitioner> partitioner() {
        return partitioner;
    }

    /** Whether all records of a key go to one partition, and so keep their order. */
    public boolean keepsKeysTogether() {
        return keepsKeysTogether;
    }
}

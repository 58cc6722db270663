package io.bisync.loading.report;

import io.bisync.loading.EntityTopic;
import io.bisync.loading.partition.PartitionStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * How far loading is behind: where the broker says that partitions end, minus what is committed. The broker is asked, because
 * a consumer whose partitions rest does not learn of new records.
 */
public final class Backlog {

    /**
     * What the broker said.
     *
     * @param at an instant before it was asked
     * @param partitions how this process' partitions stood, with their lag as far as it is known now
     * @param ends where they end; only those that were answered
     * @param counts how many partitions the declared topics have; empty when the broker does not answer
     */
    record Look(
            Instant at,
            Map<TopicPartition, PartitionStatus> partitions,
            Map<TopicPartition, Long> ends,
            Map<String, Integer> counts) {}

    private final Supplier<Map<String, List<PartitionStatus>>> loading;
    private final EndOffsets broker;
    private final Set<String> topics;
    private final InstantSource clock;
    private volatile Map<TopicPartition, Long> lastEnds = Map.of();

    Backlog(
            Supplier<Map<String, List<PartitionStatus>>> loading,
            EndOffsets broker,
            Collection<EntityTopic> topics,
            InstantSource clock,
            MeterRegistry registry) {
        this.loading = loading;
        this.broker = broker;
        this.topics = topics.stream().map(EntityTopic::topic).collect(Collectors.toUnmodifiableSet());
        this.clock = clock;
        for (var topic : this.topics) {
            Gauge.builder("bi.loading.records.lag", this, it -> it.lag(topic))
                    .description("The broker's end offsets minus the committed offsets, in this process' partitions")
                    .tag("topic", topic)
                    .register(registry);
        }
    }

    @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void refresh() throws InterruptedException {
        look();
    }

    /** Asks the broker now. */
    Look look() throws InterruptedException {
        var at = clock.instant();
        var counts = broker.partitions(topics);
        Map<TopicPartition, PartitionStatus> held = new HashMap<>();
        statuses().forEach(it -> held.put(partition(it), it));
        var ends = counts.isEmpty() ? Map.<TopicPartition, Long>of() : broker.of(held.keySet());
        var known = new HashMap<>(lastEnds);
        known.keySet().retainAll(held.keySet());
        known.putAll(ends);
        lastEnds = Map.copyOf(known);
        held.replaceAll((partition, status) -> status.withEnd(known.get(partition)));
        return new Look(at, Map.copyOf(held), ends, counts);
    }

    /** How the partitions of this process stand, by group, with the lag as the broker said it last. */
    Map<String, List<PartitionStatus>> groups() {
        Map<String, List<PartitionStatus>> groups = new TreeMap<>();
        loading.get()
                .forEach((group, partitions) ->
                        groups.put(group, partitions.stream().map(this::withLag).toList()));
        return groups;
    }

    /** Not a number while the broker has not said it of every partition. */
    private double lag(String topic) {
        double sum = 0;
        for (var status : statuses()) {
            if (status.topic().equals(topic)) {
                var lag = withLag(status).lag();
                sum += lag == null ? Double.NaN : lag;
            }
        }
        return sum;
    }

    private PartitionStatus withLag(PartitionStatus status) {
        return status.withEnd(lastEnd(status));
    }

    private @Nullable Long lastEnd(PartitionStatus status) {
        return lastEnds.get(partition(status));
    }

    private List<PartitionStatus> statuses() {
        return loading.get().values().stream().flatMap(List::stream).toList();
    }

    private static TopicPartition partition(PartitionStatus status) {
        return new TopicPartition(status.topic(), status.partition());
    }
}

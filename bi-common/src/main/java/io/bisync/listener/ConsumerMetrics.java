package io.bisync.listener;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.MessageListenerContainer;

/** What Kafka's own metrics say of the consumers of a container. */
record ConsumerMetrics(Collection<? extends Map<MetricName, ? extends Metric>> clients) {

    static ConsumerMetrics of(MessageListenerContainer container) {
        return new ConsumerMetrics(container.metrics().values());
    }

    /** How often they were given partitions. */
    long rebalances() {
        return (long) sum("rebalance-total");
    }

    /** When that was last, or null. */
    @Nullable Instant lastRebalance(Instant now) {
        return clients.stream()
                .mapToDouble(it -> value(it, "last-rebalance-seconds-ago", -1))
                .filter(it -> it >= 0)
                .min()
                .stream()
                .mapToObj(ago -> now.minusSeconds((long) ago))
                .findFirst()
                .orElse(null);
    }

    double recordsPerSecond() {
        return sum("records-consumed-rate");
    }

    private double sum(String name) {
        return clients.stream().mapToDouble(it -> value(it, name, 0)).sum();
    }

    /** Of a client as a whole: the same names with further tags are of single topics. */
    private static double value(Map<MetricName, ? extends Metric> client, String name, double otherwise) {
        return client.entrySet().stream()
                .filter(it ->
                        it.getKey().name().equals(name) && it.getKey().tags().size() == 1)
                .map(it -> it.getValue().metricValue())
                .filter(Number.class::isInstance)
                .mapToDouble(it -> ((Number) it).doubleValue())
                .filter(Double::isFinite)
                .findFirst()
                .orElse(otherwise);
    }
}

package io.bisync.proof.bench;

import io.bisync.event.Event;
import io.bisync.event.EventPublisher;
import io.bisync.table.Entity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Ten orders a second, one by one, and how late each of them is loaded and committed. */
final class SingleOrders {

    private static final int PER_SECOND = 10;
    private static final int LIMIT_SECONDS = 120;
    private static final Duration POLL = Duration.ofMillis(250);

    private final Map<String, Long> published = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch missing = new CountDownLatch(0);

    /** Offsets {@code [from, to)} of one partition, loaded and committed. */
    private record Arrival(TopicPartition partition, long from, long to, long nanos) {

        boolean holds(ConsumerRecord<byte[], byte[]> record) {
            return partition.partition() == record.partition() && from <= record.offset() && record.offset() < to;
        }
    }

    /** Publishes on the topic of history, which the same loading listens to and which holds nothing else. */
    Measured.Trickle publish(int seconds, String bootstrapServers, Entity entity, EventPublisher publisher)
            throws InterruptedException {
        int count = seconds * PER_SECOND;
        List<Event> orders = new ArrayList<>();
        // A merchant of their own, other ones each time: nothing supersedes them.
        new Orders((int) (System.nanoTime() & 0xFFFFFF) + 1_000, 1, 2 * count, new Enlarged(0), entity)
                .pages(count, orders::addAll);
        missing = new CountDownLatch(orders.size());
        try (var clock = Executors.newSingleThreadScheduledExecutor()) {
            for (int i = 0; i < orders.size(); i++) {
                Event order = orders.get(i);
                var _ = clock.schedule(
                        () -> {
                            published.put(order.account() + ":" + order.id(), System.nanoTime());
                            publisher.publish(Service.HISTORY, List.of(order));
                        },
                        i * 1000L / PER_SECOND,
                        TimeUnit.MILLISECONDS);
            }
        }
        if (!missing.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("%d of %d single orders did not arrive within %d s"
                    .formatted(missing.getCount(), orders.size(), LIMIT_SECONDS));
        }
        List<Long> nanos = late(bootstrapServers);
        return new Measured.Trickle(
                orders.size(),
                TimeUnit.NANOSECONDS.toMillis(
                        nanos.stream().mapToLong(it -> it).max().orElse(0)),
                TimeUnit.NANOSECONDS.toMillis(
                        (long) nanos.stream().mapToLong(it -> it).average().orElse(0)));
    }

    /** A range of the topic of history is committed. */
    void arrived(TopicPartition partition, long from, long to, int records) {
        arrivals.add(new Arrival(partition, from, to, System.nanoTime()));
        for (int i = 0; i < records; i++) {
            missing.countDown();
        }
    }

    /** The topic itself tells which order stands where: loading keeps ranges, not records. */
    private List<Long> late(String bootstrapServers) {
        List<Long> nanos = new ArrayList<>();
        Map<String, Object> settings = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        var bytes = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
            consumer.assign(arrivals.stream().map(Arrival::partition).collect(Collectors.toSet()));
            arrivals.forEach(it -> consumer.seek(it.partition(), 0));
            while (!published.isEmpty()) {
                for (var record : consumer.poll(POLL)) {
                    Long at = published.remove(new String(record.key(), StandardCharsets.UTF_8));
                    if (at != null) {
                        arrivals.stream().filter(it -> it.holds(record)).forEach(it -> nanos.add(it.nanos() - at));
                    }
                }
            }
        }
        return nanos;
    }
}

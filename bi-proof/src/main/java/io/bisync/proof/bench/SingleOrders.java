package io.bisync.proof.bench;

import io.bisync.event.Event;
import io.bisync.event.EventPublisher;
import io.bisync.table.Entity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Ten orders a second, one by one, and how late each of them is loaded and committed. */
final class SingleOrders {

    private static final int PER_SECOND = 10;
    private static final int LIMIT_SECONDS = 120;

    private final Map<String, Long> published = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch missing = new CountDownLatch(0);

    /** Publishes on the topic of history, which the same loading listens to and which holds nothing else. */
    Measured.Trickle publish(int seconds, Entity entity, EventPublisher publisher) throws InterruptedException {
        int count = seconds * PER_SECOND;
        List<Event> orders = new ArrayList<>();
        // A merchant of their own, other ones each time: nothing supersedes them.
        new Orders((int) (System.nanoTime() & 0xFFFFFF) + 1_000, 1, 2 * count, entity)
                .pages(page -> page.stream().limit(count - orders.size()).forEach(orders::add));
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
        return new Measured.Trickle(
                orders.size(),
                TimeUnit.NANOSECONDS.toMillis(
                        nanos.stream().mapToLong(it -> it).max().orElse(0)),
                TimeUnit.NANOSECONDS.toMillis(
                        (long) nanos.stream().mapToLong(it -> it).average().orElse(0)));
    }

    void arrived(List<ConsumerRecord<byte[], byte[]>> records) {
        long now = System.nanoTime();
        for (var record : records) {
            Long at = published.remove(new String(record.key(), StandardCharsets.UTF_8));
            if (at != null) {
                nanos.add(now - at);
                missing.countDown();
            }
        }
    }
}

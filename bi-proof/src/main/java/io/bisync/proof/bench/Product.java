package io.bisync.proof.bench;

import io.bisync.event.EventPublisher;
import io.bisync.loading.kafka.LoadingConsumer;
import io.bisync.loading.range.LoadObserver;
import io.bisync.loading.range.RangeResult;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** The service itself, as it loads: watched from outside, by the port that its meters use. */
final class Product implements LoadObserver {

    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final Stretch stretch;
    private final SingleOrders single = new SingleOrders();

    private Product(Stretch stretch) {
        this.stretch = stretch;
    }

    static Measured.@Nullable Trickle run(Task task, Stretch stretch) throws Exception {
        List<String> properties = new ArrayList<>(List.of(
                // Four listeners share the heap of 256 MB; the backlog needs one of them.
                "--bi.loading.round-bytes=36MB",
                "--bi.loading.linger=" + task.linger(),
                "--bi.loading.history-linger=" + task.linger(),
                "--" + OtherTopics.COUNT + "=" + task.topics()));
        properties.addAll(task.properties());
        var product = new Product(stretch);
        try (ConfigurableApplicationContext service = Service.start(
                task.bootstrapServers(),
                task.frontend(),
                URI.create(task.backend()).getAuthority(),
                properties,
                product)) {
            if (!stretch.done().await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("The service did not load the backlog within " + LIMIT);
            }
            OtherTopics.requireAssigned(service.getBean(LoadingConsumer.class), task.topics());
            stretch.remember();
            return task.trickleSeconds() == 0
                    ? null
                    : product.single.publish(
                            task.trickleSeconds(),
                            task.bootstrapServers(),
                            Service.orders(),
                            service.getBean(EventPublisher.class));
        }
    }

    @Override
    public void received(String topic, int records) {
        if (topic.equals(Service.LIVE)) {
            stretch.polled();
        }
    }

    @Override
    public void finished(RangeResult result, Instant at) {
        if (result.failure() != null) {
            return;
        }
        var range = result.range();
        var counts = result.counts();
        if (range.partition().topic().equals(Service.HISTORY)) {
            single.arrived(range.partition(), range.from(), range.to(), counts.records());
        } else {
            long loads = counts.tables().stream().filter(it -> it.rows() > 0).count();
            stretch.committed(counts.records(), loads, counts.rows(), counts.bytes());
        }
    }
}

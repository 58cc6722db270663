package io.bisync.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Status;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * {@code bi_dependency_up{name}}: the members of the health group {@code dependencies} as meters, because Prometheus asks
 * for no health. Asked by the schedule, so that a slow neighbour holds up no scrape.
 */
final class DependencyMeters {

    private final Supplier<Map<String, Status>> dependencies;
    private final MultiGauge gauge;
    private final Map<String, Double> up = new ConcurrentHashMap<>();

    DependencyMeters(Supplier<Map<String, Status>> dependencies, MeterRegistry registry) {
        this.dependencies = dependencies;
        this.gauge = MultiGauge.builder("bi.dependency.up")
                .description("1 while this member of the health group dependencies is up")
                .register(registry);
    }

    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void look() {
        var found = dependencies.get();
        up.keySet().retainAll(found.keySet());
        found.forEach((name, status) -> up.put(name, status.equals(Status.UP) ? 1.0 : 0.0));
        gauge.register(up.keySet().stream()
                .<MultiGauge.Row<?>>map(
                        name -> MultiGauge.Row.of(Tags.of("name", name), () -> up.getOrDefault(name, Double.NaN)))
                .toList());
    }
}

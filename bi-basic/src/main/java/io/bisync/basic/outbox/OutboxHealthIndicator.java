package io.bisync.basic.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;

/** Whether events leave the outbox: how many wait and for how long, as a look every few seconds finds it. */
class OutboxHealthIndicator implements HealthIndicator {

    private static final Duration STUCK_AFTER = Duration.ofMinutes(1);

    private final Outbox outbox;
    private final InstantSource clock;
    private volatile @Nullable Waiting waiting;

    OutboxHealthIndicator(Outbox outbox, InstantSource clock, MeterRegistry registry) {
        this.outbox = outbox;
        this.clock = clock;
        Gauge.builder("bi.outbox.waiting", this, it -> it.waiting == null ? Double.NaN : it.waiting.events())
                .description("Events of the outbox that Kafka does not have yet")
                .register(registry);
        Gauge.builder(
                        "bi.outbox.oldest.age",
                        this,
                        it -> it.waiting == null ? Double.NaN : it.age().toMillis() / 1000.0)
                .description("Time that the oldest event of the outbox has waited; 0 while none waits")
                .baseUnit("seconds")
                .register(registry);
    }

    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void look() {
        waiting = outbox.waiting();
    }

    @Override
    public Health health() {
        var seen = waiting;
        if (seen == null) {
            return Health.unknown().build();
        }
        var age = age();
        var health =
                age.compareTo(STUCK_AFTER) > 0 ? Health.down().withDetail("code", OutboxPublisher.CODE) : Health.up();
        return health.withDetail("waiting", seen.events())
                .withDetail("oldestSeconds", age.toSeconds())
                .build();
    }

    private Duration age() {
        var seen = waiting;
        return seen == null || seen.oldest() == null ? Duration.ZERO : Duration.between(seen.oldest(), clock.instant());
    }
}

package io.bisync.loading.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.bisync.loading.Failure;
import io.bisync.loading.FailureKind;
import io.bisync.loading.partition.PartitionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class LoadingHealthIndicatorTests {

    private static final Instant END = Instant.parse("2026-11-28T20:00:00Z");

    @Test
    void aPartitionThatRestsForMinutesWithoutTroubleIsADetailAndNoTrouble() {
        var health = health(PartitionStatus.State.LINGERING, Duration.ofMinutes(10), null);
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails().get("orders-0"))
                .asInstanceOf(STRING)
                .contains("rests until 2026-11-28T20:00:00Z", "PT10M");
    }

    @Test
    void anOrdinaryRestIsNotWorthADetail() {
        assertThat(health(PartitionStatus.State.LINGERING, Duration.ofSeconds(30), null)
                        .getDetails())
                .isEmpty();
    }

    @Test
    void aPartitionThatRestsBecauseOfATroubleIsDown() {
        var failure = new Failure(FailureKind.TOO_OFTEN, "too many versions");
        var health = health(PartitionStatus.State.RESTING, Duration.ofMinutes(10), failure);
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails().get("orders-0")).asInstanceOf(STRING).contains("too many versions");
    }

    private static Health health(PartitionStatus.State state, Duration linger, @Nullable Failure failure) {
        var partition = new PartitionStatus("orders", 0, state, 5, -1, 5, 0, null, null, null, linger, END, 0, failure);
        var health = new LoadingHealthIndicator(() -> Map.of("group", List.of(partition))).health();
        assertThat(health).isNotNull();
        return health;
    }
}

package io.bisync.jushuitan.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.StatusReport.Obstacle;
import io.bisync.account.StatusReport.Place;
import io.bisync.account.StatusReport.Read;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class PullStatesTests {

    private static final Duration PACE = Duration.ofMinutes(10);

    private Instant now = Instant.parse("2026-11-01T00:00:00Z");
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PullStates states = new PullStates(registry, () -> now);

    @Test
    void aPullIsShownFromItsBeginning() {
        states.begins("7", "order", PACE);
        states.show();

        assertThat(states.reads()).containsExactly(new Read("7", "order", null, null, null));
        assertThat(states.health().getStatus()).isEqualTo(Status.UP);
        assertThat(failing("none")).isZero();
    }

    @Test
    void aPullThatFailsIsTroubledWithItsCodeSinceItBeganUntilItCatchesUp() {
        states.begins("7", "order", PACE);
        states.failed("7", "order", Place.REFUSED, "BI-JST-01");
        var since = now;
        now = now.plusSeconds(60);
        states.failed("7", "order", Place.REFUSED, "BI-JST-01");
        states.show();

        assertThat(states.reads())
                .containsExactly(new Read("7", "order", null, null, new Obstacle(Place.REFUSED, "BI-JST-01", since)));
        assertThat(states.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(states.health().getDetails()).containsEntry("7/order", "BI-JST-01 since " + since);
        assertThat(failing("BI-JST-01")).isEqualTo(1);

        states.caughtUp("7", "order", now, new Belief(100, now, 1, now));
        assertThat(states.reads()).containsExactly(new Read("7", "order", now, null, null));
        assertThat(states.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aPullThatNeitherPublishesNorFailsForLongBeyondTwiceItsPaceIsTroubled() {
        states.begins("7", "order", PACE);
        now = now.plus(PullStates.PATIENCE);
        states.progressed("7", "order");
        var progress = now;
        now = now.plus(PACE.multipliedBy(2)).plus(PullStates.PATIENCE);
        assertThat(states.health().getStatus()).isEqualTo(Status.UP);
        now = now.plusSeconds(1);

        assertThat(states.reads())
                .containsExactly(new Read("7", "order", null, null, new Obstacle(Place.PULL, "BI-JST-60", progress)));
        assertThat(states.health().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void aReadingAgainThatIsDueIsReportedSinceWhenAndKeepsNoPullFromBeingWell() {
        states.begins("7", "order", PACE);
        states.caughtUp("7", "order", now, new Belief(100, now, 1, now));
        states.rescanned("7", "order", () -> Duration.ZERO);
        assertThat(states.reads()).containsExactly(new Read("7", "order", now, null, null));

        states.rescanned("7", "order", () -> Duration.ofMinutes(3));
        assertThat(states.reads()).containsExactly(new Read("7", "order", now, now.minus(Duration.ofMinutes(3)), null));
        assertThat(states.health().getStatus()).isEqualTo(Status.UP);

        states.rescanned("7", "order", null);
        assertThat(states.reads()).containsExactly(new Read("7", "order", now, null, null));
    }

    @Test
    void aPullThatIsGoneLeavesNothingBehind() {
        states.begins("7", "order", PACE);
        states.failed("7", "order", Place.ERP, "BI-JST-10");
        states.ended("7", "order");
        states.show();

        assertThat(states.reads()).isEmpty();
        assertThat(states.health().getStatus()).isEqualTo(Status.UP);
        assertThat(registry.find("bi.pull.failing").gauges()).isEmpty();
    }

    @Test
    void onceEverythingIsReadVersionsCanHaveComeAsFarAsTimeCarriesThem() {
        states.begins("7", "order", PACE);
        assertThat(states.highest("7", "order")).isEmpty();

        states.caughtUp("7", "order", now, new Belief(100, now, 1, now));
        assertThat(states.highest("7", "order")).hasValue(100 + 3_600 * 10_000);
        now = now.plusSeconds(60);
        assertThat(states.highest("7", "order")).hasValue(100 + 3_660 * 10_000);
        assertThat(states.highest("8", "order")).isEmpty();
    }

    @Test
    void aCursorThatGoesOnFromElsewhereSaysNothingOfVersionsUntilEverythingIsRead() {
        states.caughtUp("7", "order", now, new Belief(100, now, 1, now));
        states.moved("7", "order");

        assertThat(states.highest("7", "order")).isEmpty();
        assertThat(states.reads()).containsExactly(new Read("7", "order", now, null, null));
    }

    private double failing(String code) {
        return registry.get("bi.pull.failing")
                .tags("account", "7", "entity", "order", "code", code)
                .gauge()
                .value();
    }
}

package io.bisync.basic.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The way of a report takes one second here, and ten where it was held up. */
class ReporterClockTests {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final Instant SENT = NOW.minusSeconds(1);

    @Test
    void aClockThatAgreesChangesNothing() {
        var clock = ReporterClock.of(null, SENT, NOW);

        assertThat(clock.notLater(SENT.minusSeconds(5), NOW)).isEqualTo(SENT.minusSeconds(5));
        assertThat(clock.notLater(null, NOW)).isNull();
    }

    @Test
    void anInstantOfAClockThatIsAheadIsNeverLaterThanItWasAndTheReportsWay() {
        var hour = Duration.ofHours(1);
        var clock = ReporterClock.of(null, SENT.plus(hour), NOW);

        assertThat(clock.notLater(SENT.plus(hour), NOW)).isEqualTo(NOW);
        assertThat(clock.notLater(SENT.minusSeconds(60).plus(hour), NOW)).isEqualTo(NOW.minusSeconds(60));
    }

    @Test
    void aReportThatWasHeldUpIsJudgedByTheQuickerOnesBefore() {
        var hour = Duration.ofHours(1);
        var quick = ReporterClock.of(null, SENT.plus(hour), NOW);
        var later = NOW.plusSeconds(30);

        var heldUp = ReporterClock.of(quick, later.minusSeconds(10).plus(hour), later);

        assertThat(heldUp.notLater(later.minusSeconds(10).plus(hour), later)).isEqualTo(later.minusSeconds(9));
    }

    @Test
    void aClockThatWasPutRightIsBelievedAgainAfterAWhile() {
        var ahead = ReporterClock.of(null, NOW.plus(Duration.ofHours(1)), NOW);
        var later = NOW.plus(Duration.ofMinutes(11));

        var right = ReporterClock.of(ahead, later, later);

        assertThat(right.notLater(later, later)).isEqualTo(later);
    }

    @Test
    void anInstantOfAClockThatIsBehindIsNeverEarlierThanItWas() {
        var behind = ReporterClock.of(null, SENT.minus(Duration.ofHours(1)), NOW);

        assertThat(behind.notEarlier(SENT.minus(Duration.ofHours(1)), NOW)).isBetween(SENT, NOW);
        assertThat(behind.notLater(SENT.minus(Duration.ofHours(1)), NOW)).isEqualTo(SENT.minus(Duration.ofHours(1)));
    }

    @Test
    void nothingIsInTheFuture() {
        var clock = ReporterClock.of(null, NOW.plusSeconds(5), NOW);

        assertThat(clock.notLater(NOW.plus(Duration.ofDays(1)), NOW)).isEqualTo(NOW);
        assertThat(clock.notEarlier(NOW.plus(Duration.ofDays(1)), NOW)).isEqualTo(NOW);
    }
}

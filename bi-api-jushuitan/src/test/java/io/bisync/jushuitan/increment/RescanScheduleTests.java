package io.bisync.jushuitan.increment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RescanScheduleTests {

    private static final Instant NOW = Instant.parse("2026-11-20T04:03:00Z");
    private static final Duration MINUTES = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final List<Duration> USUAL = List.of(DAY, MINUTES, HOUR);

    @Example
    void theLastMinutesHoursAndDaysAreReadAgainInTheirTurns() {
        RescanSchedule schedule = new RescanSchedule(USUAL, 0, NOW);
        assertThat(schedule.due(NOW)).isNull();
        assertThat(schedule.next()).isEqualTo(Instant.parse("2026-11-20T04:10:00Z"));

        Instant night = Instant.parse("2026-11-20T17:00:00Z");
        assertThat(schedule.due(night)).isEqualTo(Duration.ofMinutes(20));
        schedule.done(Duration.ofMinutes(20), night);
        assertThat(schedule.due(night)).isEqualTo(Duration.ofHours(2));
        schedule.done(Duration.ofHours(2), night);
        assertThat(schedule.due(night)).as("at 01:00 in Shanghai").isEqualTo(Duration.ofDays(2));
        schedule.done(Duration.ofDays(2), night);
        assertThat(schedule.due(night)).isNull();
        assertThat(schedule.next()).isEqualTo(night.plus(MINUTES));
    }

    @Example
    void whatIsNotReachedIsTheLatenessSinceItWasDue() {
        RescanSchedule schedule = new RescanSchedule(USUAL, 0, NOW);

        assertThat(schedule.lateness(NOW)).isZero();
        assertThat(schedule.lateness(NOW.plusSeconds(480))).isEqualTo(Duration.ofMinutes(1));
        schedule.done(Duration.ofMinutes(20), NOW.plusSeconds(480));
        assertThat(schedule.lateness(NOW.plusSeconds(480))).isZero();
    }

    @Property(tries = 300)
    void aRestartPutsNothingOff(@ForAll int seed, @ForAll @IntRange(min = 1, max = 100_000) int seconds) {
        Instant due = new RescanSchedule(List.of(DAY), seed, NOW).next();
        assertThat(due).isAfter(NOW).isBeforeOrEqualTo(NOW.plus(DAY));

        Instant restarted = NOW.plusSeconds(seconds);
        Instant then = new RescanSchedule(List.of(DAY), seed, restarted).next();
        while (!due.isAfter(restarted)) {
            due = due.plus(DAY);
        }
        assertThat(then).isEqualTo(due);
    }

    @Property(tries = 300)
    void aDaysReadingBeginsByNightAndNotForAllAtOnce(@ForAll int seed, @ForAll int other) {
        Instant due = new RescanSchedule(List.of(DAY), seed, NOW).next();

        assertThat(due).isBetween(Instant.parse("2026-11-20T17:00:00Z"), Instant.parse("2026-11-20T21:00:00Z"));
        if (Math.floorMod(seed, 14_400_000) != Math.floorMod(other, 14_400_000)) {
            assertThat(new RescanSchedule(List.of(DAY), other, NOW).next()).isNotEqualTo(due);
        }
    }

    @Example
    void nothingIsReadAgainWhereNothingIsAskedFor() {
        RescanSchedule schedule = new RescanSchedule(List.of(), 0, NOW);

        assertThat(schedule.due(NOW.plus(DAY))).isNull();
        assertThat(schedule.lateness(NOW.plus(DAY))).isZero();
    }
}

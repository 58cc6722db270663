package io.bisync.jushuitan.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.jushuitan.openapi.ApiResult.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** One caller on a clock of its own; Jushuitan counts a call at any moment while it is under way. */
class RollingLimitsPropertyTests {

    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

    private Instant now = START;

    @Property(tries = 200)
    void noWindowOfASecondOrAMinuteHoldsTooManyAndTheMinuteIsUsed(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int slowest) throws InterruptedException {
        now = START;
        var random = new Random(seed);
        var limits = new RollingLimits(5, 100, () -> now);
        var counted = new ArrayList<Instant>();
        while (now.isBefore(START.plusSeconds(300))) {
            try (var _ = limits.await(this::pass)) {
                int took = random.nextInt(slowest);
                counted.add(now.plusMillis(random.nextInt(took + 1)));
                pass(Duration.ofMillis(took));
            }
        }
        assertThat(most(counted, Duration.ofSeconds(1))).isLessThanOrEqualTo(5);
        assertThat(most(counted, Duration.ofMinutes(1))).isLessThanOrEqualTo(100);
        assertThat(counted.size()).as("calls in 300 s, of 500 that are allowed").isGreaterThanOrEqualTo(475);
    }

    @Example
    void afterALimitWasPassedNobodyCallsForAWhile() throws InterruptedException {
        var limits = new RollingLimits(5, 100, () -> now);

        limits.passed(Limit.MINUTE);
        limits.passed(Limit.SECOND);
        limits.await(this::pass).close();

        assertThat(now).isEqualTo(START.plusSeconds(60));
    }

    private void pass(Duration duration) {
        now = now.plus(duration);
    }

    private static int most(List<Instant> calls, Duration window) {
        int most = 0;
        for (int from = 0, to = 0; to < calls.size(); to++) {
            while (!calls.get(from).plus(window).isAfter(calls.get(to))) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }
}

package io.bisync.basic.permit;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jspecify.annotations.Nullable;

class BucketPropertyTests {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00.123Z");
    private static final long MINUTE = 60_000;
    private static final List<Priority> PRIORITIES = List.of(Priority.values());

    private record Call(long at, Priority priority) {}

    private final List<Call> calls = new ArrayList<>();
    private Bucket bucket = Bucket.parse("");

    @BeforeTry
    void begin() {
        calls.clear();
        bucket = Bucket.parse("");
    }

    @Property(tries = 12)
    void noSecondAndNoMinuteHasMoreCallsThanAllowedWhereverItBegins(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int perSecond,
            @ForAll @IntRange(min = 1, max = 120) int perMinute) {
        var limits = limits(perSecond, perMinute);
        var random = new Random(seed);
        var now = START;
        for (int i = 0; i < 1_500; i++) {
            now = now.plusMillis(random.nextInt(400));
            ask(1 + random.nextInt(5), PRIORITIES.get(random.nextInt(PRIORITIES.size())), limits, now);
        }

        var moments = calls.stream().map(Call::at).sorted().toList();
        assertThat(moments).isNotEmpty();
        for (int i = 0; i + perSecond < moments.size(); i++) {
            assertThat(moments.get(i + perSecond) - moments.get(i)).isGreaterThanOrEqualTo(1_000);
        }
        for (int i = 0; i + perMinute < moments.size(); i++) {
            assertThat(moments.get(i + perMinute) - moments.get(i)).isGreaterThanOrEqualTo(MINUTE);
        }
    }

    @Property(tries = 12)
    void whileThereIsWorkNinetyFiveOfAHundredCallsAreMade(
            @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 3) double livePerSecond) {
        var limits = limits(4, 90);
        run(seed, livePerSecond, limits, 8);

        long made = in(START.toEpochMilli() + MINUTE, 6 * MINUTE, null);
        assertThat(made / (6 * 90.0)).isBetween(0.95, 1.0);
    }

    @Property(tries = 12)
    void historyHasItsFloorWhateverLiveAsksForAndLiveTheRest(
            @ForAll long seed, @ForAll @DoubleRange(min = 3, max = 6) double livePerSecond) {
        var limits = limits(4, 90);
        run(seed, livePerSecond, limits, 8);

        for (long from = START.toEpochMilli() + 2 * MINUTE; from < START.toEpochMilli() + 7 * MINUTE; from += 7_000) {
            assertThat(in(from, MINUTE, Priority.HISTORY))
                    .as("history's calls of a minute")
                    .isGreaterThanOrEqualTo(6L);
        }
        assertThat(in(START.toEpochMilli() + 2 * MINUTE, 5 * MINUTE, Priority.HISTORY) / (5 * 9.0))
                .isGreaterThan(0.9);
        assertThat(in(START.toEpochMilli() + 2 * MINUTE, 5 * MINUTE, Priority.LIVE))
                .isGreaterThanOrEqualTo(5 * 78);
    }

    @Property(tries = 12)
    void fourLiveCallsAtOnceWaitFiveSecondsAtMostBesideHistoryThatTakesEverything(@ForAll long seed) {
        var limits = limits(4, 90);
        var random = new Random(seed);
        long next = 90_000;
        for (int millis = 0; millis < 400_000; millis += 200) {
            var now = START.plusMillis(millis);
            ask(2, Priority.HISTORY, limits, now);
            if (millis >= next) {
                int wanted = 1 + random.nextInt(4);
                var booked = bucket.book(wanted, Priority.LIVE, limits, now);
                assertThat(booked.after()).hasSize(wanted);
                assertThat(booked.after().getFirst()).isLessThan(Duration.ofSeconds(3));
                assertThat(booked.after().getLast()).isLessThan(Duration.ofSeconds(5));
                next += wanted * 2_000 + random.nextInt(10_000);
            }
        }
    }

    /** A call waits for those that were booked when its turn comes, not for those that history would like to make. */
    @Property(tries = 6)
    void liveThatNeedsHalfOfAMinuteHardlyWaitsBesideHistoryThatTakesEverything(@ForAll long seed) {
        var limits = limits(4, 90);
        var random = new Random(seed);
        var asked = new ArrayDeque<Integer>();
        long next = 90_000;
        long calls = 0;
        long waited = 0;
        for (int millis = 0; millis < 900_000; millis += 200) {
            var now = START.plusMillis(millis);
            ask(4, Priority.HISTORY, limits, now);
            if (millis >= next) {
                asked.add(millis);
                next += random.nextInt(2 * 1_333);
            }
            var booked = bucket.book(asked.size(), Priority.LIVE, limits, now).after();
            for (var after : booked) {
                waited += millis - asked.remove() + after.toMillis();
                calls++;
            }
        }
        assertThat(calls).isGreaterThan(500);
        assertThat(waited / calls).as("mean wait in milliseconds").isLessThan(1_000);
    }

    @Property(tries = 12)
    void aSecondReadingTakesAFifthAtMost(@ForAll long seed) {
        var random = new Random(seed);
        for (int millis = 0; millis < 300_000; millis += random.nextInt(500)) {
            ask(3, Priority.RESCAN, limits(4, 90), START.plusMillis(millis));
        }
        for (long from = START.toEpochMilli(); from < START.toEpochMilli() + 4 * MINUTE; from += 7_000) {
            assertThat(in(from, MINUTE, Priority.RESCAN)).isLessThanOrEqualTo(18);
        }
    }

    @Property(tries = 12)
    void aFloodOfPushesTakesAThirdAtMostAndLiveHasTheRest(@ForAll long seed) {
        var limits = limits(4, 90);
        var random = new Random(seed);
        for (int millis = 0; millis < 300_000; millis += 100 + random.nextInt(200)) {
            ask(3, Priority.PUSH, limits, START.plusMillis(millis));
            ask(1, Priority.LIVE, limits, START.plusMillis(millis));
        }
        for (long from = START.toEpochMilli(); from < START.toEpochMilli() + 4 * MINUTE; from += 7_000) {
            assertThat(in(from, MINUTE, Priority.PUSH)).isLessThanOrEqualTo(30);
        }
        assertThat(in(START.toEpochMilli() + MINUTE, 3 * MINUTE, Priority.LIVE)).isGreaterThanOrEqualTo(3 * 55);
    }

    @Property(tries = 12)
    void noLiveCallIsBookedWhileAPushWaits(@ForAll long seed) {
        var limits = limits(4, 90);
        var random = new Random(seed);
        long next = 90_000;
        for (int millis = 0; millis < 300_000; millis += 200) {
            var now = START.plusMillis(millis);
            boolean waits = millis >= next && ask(1, Priority.PUSH, limits, now) == 0;
            int live = ask(2, Priority.LIVE, limits, now);
            if (waits) {
                assertThat(live).as("live while a push waits").isZero();
            } else if (millis >= next) {
                next = millis + 4_000L + random.nextInt(10_000);
            }
        }
        assertThat(in(START.toEpochMilli() + 90_000, 200_000, Priority.PUSH)).isGreaterThan(5);
    }

    @Property(tries = 12)
    void whoWaitsAsLongAsItIsToldGetsACall(@ForAll Priority priority, @ForAll long seed) {
        var limits = limits(4, 90);
        var random = new Random(seed);
        var now = START;
        for (int i = 0; i < 300; i++) {
            var booked = bucket.book(1 + random.nextInt(4), priority, limits, now);
            if (!booked.pause().isZero()) {
                assertThat(booked.pause()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(61));
                now = now.plus(booked.pause());
                assertThat(bucket.book(1, priority, limits, now).after()).hasSize(1);
            }
        }
    }

    @Example
    void whatIsRememberedStaysSmallAtAnySpeed() {
        var fast = limits(4_000, 90_000);
        for (int millisecond = 0; millisecond < 90_000; millisecond += 5) {
            bucket.book(2, PRIORITIES.get(millisecond % PRIORITIES.size()), fast, START.plusMillis(millisecond));
        }

        assertThat(bucket.toString().length()).isLessThan(12_000);
    }

    @Example
    void whatAnEarlierReleaseNotedCountsAsLive() {
        var now = START.toEpochMilli();
        assertThat(Bucket.parse("%d:3 %d:2".formatted(now - 70_000, now - 30_000))
                        .inTheLastMinute(START))
                .isEqualTo(2);
    }

    @Example
    void historyHasWhatTheOthersLeaveAndItsFloorAtLeast() {
        var now = START.toEpochMilli();
        var limits = limits(10, 100);
        assertThat(Bucket.parse("").leftForHistory(limits, START)).isEqualTo(100);
        assertThat(Bucket.parse("%d:50L %d:30L %d:5H".formatted(now - 70_000, now - 30_000, now))
                        .leftForHistory(limits, START))
                .isEqualTo(70);
        assertThat(Bucket.parse("%d:99L".formatted(now)).leftForHistory(limits, START))
                .isEqualTo(10);
    }

    /** History asks for one call after another, live at random. */
    private void run(long seed, double livePerSecond, Limits limits, int minutes) {
        var random = new Random(seed);
        double live = 0;
        for (int millis = 0; millis < minutes * MINUTE; millis += 250) {
            var now = START.plusMillis(millis);
            live = Math.min(8, live + random.nextDouble() * livePerSecond / 2);
            if (live >= 1) {
                live -= ask((int) live, Priority.LIVE, limits, now);
            }
            ask(1, Priority.HISTORY, limits, now);
        }
    }

    private int ask(int wanted, Priority priority, Limits limits, Instant now) {
        bucket = Bucket.parse(bucket.toString());
        var booked = bucket.book(wanted, priority, limits, now).after();
        booked.forEach(it -> calls.add(new Call(now.plus(it).toEpochMilli(), priority)));
        return booked.size();
    }

    private long in(long from, long length, @Nullable Priority priority) {
        return calls.stream()
                .filter(it -> it.at >= from && it.at < from + length)
                .filter(it -> priority == null || it.priority == priority)
                .count();
    }

    private static Limits limits(int perSecond, int perMinute) {
        return new Limits(perSecond, perMinute, (perMinute + 9) / 10, Math.max(1, perMinute / 3));
    }
}

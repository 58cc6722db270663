package io.bisync.jushuitan.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.jushuitan.pull.PullSchedule.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How old changes are when they are read, over all changes of 22 entities that change at random, each at a rate of its own. The
 * measure knows the rates: as 95 calls a minute cover all paces, its best is to ask for each entity exactly at its pace, so
 * that a change waits for half a pace. Beside it is told what one would reach who knows every change and no pace, with the same
 * calls: whoever has most to read is asked.
 */
class StalenessTests {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final long CALL_MILLIS = 60_000 / 95;
    private static final long UNTIL = Duration.ofDays(2).toMillis();

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "busy,   0.05,  2,    0.001,  0.2,  0.00001,  0.01",
        "quiet,  0.005, 0.05, 0.0001, 0.01, 0.000001, 0.001",
        "orders stand still, 0.001, 0.01, 0.002, 0.02, 0.0001, 0.01"
    })
    void theScheduleIsCloseToTheBestThatKnowsEveryRate(
            String name,
            double leastOrders,
            double mostOrders,
            double leastDocuments,
            double mostDocuments,
            double leastMasters,
            double mostMasters,
            TestReporter told) {
        Supplier<Map<String, Source>> all = () -> {
            var random = new Random(7);
            Map<String, Source> sources = new LinkedHashMap<>();
            for (int i = 0; i < 22; i++) {
                sources.put(
                        "entity" + i,
                        i < 2
                                ? new Source(10, leastOrders, mostOrders, random.nextLong())
                                : i < 16
                                        ? new Source(60, leastDocuments, mostDocuments, random.nextLong())
                                        : new Source(600, leastMasters, mostMasters, random.nextLong()));
            }
            return sources;
        };
        Map<String, Source> sources = all.get();

        double staleness = staleness(sources);
        double best = best(sources);
        double clairvoyant = clairvoyant(all.get());

        told.publishEntry(
                name,
                "%.1f s; asked for exactly at their paces %.1f s; one who knows every change %.1f s"
                        .formatted(staleness / 1e3, best / 1e3, clairvoyant / 1e3));
        assertThat(staleness / best).as(name).isBetween(0.95, 1.15);
        assertThat(clairvoyant).as("the bound").isLessThan(best);
    }

    private static double staleness(Map<String, Source> sources) {
        Map<String, Duration> paces = new LinkedHashMap<>();
        sources.forEach((entity, source) -> paces.put(entity, source.pace));
        var schedule = new PullSchedule(paces, START);
        List<Long> ages = new ArrayList<>();
        for (long millis = 0; millis < UNTIL; millis += CALL_MILLIS) {
            Instant now = START.plusMillis(millis);
            String entity = schedule.next(now);
            Source source = entity == null ? null : sources.get(entity);
            if (entity != null && source != null) {
                boolean moved = source.read(millis, ages);
                schedule.answered(entity, new Answer.CaughtUp(moved), now.plusMillis(CALL_MILLIS));
            }
        }
        return ages.stream().mapToLong(Long::longValue).average().orElseThrow();
    }

    private static double clairvoyant(Map<String, Source> sources) {
        List<Long> ages = new ArrayList<>();
        for (long millis = 0; millis < UNTIL; millis += CALL_MILLIS) {
            long now = millis;
            sources.values().stream()
                    .max(Comparator.comparingInt(it -> it.unread(now)))
                    .orElseThrow()
                    .read(now, ages);
        }
        return ages.stream().mapToLong(Long::longValue).average().orElseThrow();
    }

    /** Each entity at its pace, no call waiting for another. */
    private static double best(Map<String, Source> sources) {
        double ages = 0;
        double changes = 0;
        for (Source source : sources.values()) {
            ages += source.changes * source.pace.toMillis() / 2.0;
            changes += source.changes;
        }
        return ages / changes;
    }

    /** Changes at random, so many a second in the mean. */
    private static final class Source {

        private final Duration pace;
        private final double perMilli;
        private final Random random;
        private final List<Long> unread = new ArrayList<>();
        private double next;
        private long changes;

        Source(int paceSeconds, double least, double most, long seed) {
            this.pace = Duration.ofSeconds(paceSeconds);
            this.random = new Random(seed);
            this.perMilli = least * Math.pow(most / least, random.nextDouble()) / 1_000;
            this.next = gap();
        }

        /** How many changes there are by now that nobody has read. */
        int unread(long now) {
            while (next <= now) {
                unread.add((long) next);
                changes++;
                next += gap();
            }
            return unread.size();
        }

        boolean read(long now, List<Long> ages) {
            boolean moved = unread(now) > 0;
            unread.forEach(it -> ages.add(now - it));
            unread.clear();
            return moved;
        }

        private double gap() {
            return -Math.log(1 - random.nextDouble()) / perMilli;
        }
    }
}

package io.bisync.jushuitan.increment;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When which stretch of the past is read again. Its moments are those of the clock, so that a restart puts none off, and
 * spread over the accounts and their entities. It knows no clock.
 */
public final class RescanSchedule {

    /** The shortest stretch: a transaction that takes longer is found by the next longer one. */
    private static final Duration LEAST = Duration.ofMinutes(20);

    /** What is read once a day begins at 01:00 in Shanghai, within so many hours. */
    private static final Instant NIGHT = Instant.parse("1970-01-01T17:00:00Z");

    private static final Duration SPREAD = Duration.ofHours(4);

    private final List<Line> lines;

    public RescanSchedule(List<Duration> intervals, int seed, Instant now) {
        lines = intervals.stream().sorted().map(it -> new Line(it, seed, now)).toList();
    }

    /** How far back the shortest stretch goes that is due; null where none is. */
    @Nullable Duration due(Instant now) {
        return lines.stream()
                .filter(it -> it.isDue(now))
                .map(Line::back)
                .findFirst()
                .orElse(null);
    }

    /** A stretch that goes so far back has been read to its end. */
    void done(Duration back, Instant now) {
        lines.stream().filter(it -> it.back().equals(back)).forEach(it -> it.due = it.next(now));
    }

    /** When the next stretch is due, or has been; never where none is read again. */
    Instant next() {
        return lines.stream().map(it -> it.due).min(Comparator.naturalOrder()).orElse(Instant.MAX);
    }

    /** For how long a stretch has been due that is not read yet. */
    Duration lateness(Instant now) {
        Instant first = next();
        return first.isBefore(now) ? Duration.between(first, now) : Duration.ZERO;
    }

    private static final class Line {

        private final Duration every;
        private final Instant origin;
        private Instant due;

        Line(Duration every, int seed, Instant now) {
            this.every = every;
            Duration spread = every.compareTo(SPREAD) < 0 ? every : SPREAD;
            this.origin = NIGHT.plusMillis(Math.floorMod(seed, spread.toMillis()));
            this.due = next(now);
        }

        boolean isDue(Instant now) {
            return !now.isBefore(due);
        }

        /** Two readings reach every change, however long one of them takes. */
        Duration back() {
            Duration twice = every.multipliedBy(2);
            return twice.compareTo(LEAST) < 0 ? LEAST : twice;
        }

        private Instant next(Instant now) {
            long passed = Math.floorDiv(Duration.between(origin, now).toMillis(), every.toMillis());
            return origin.plusMillis((passed + 1) * every.toMillis());
        }
    }
}

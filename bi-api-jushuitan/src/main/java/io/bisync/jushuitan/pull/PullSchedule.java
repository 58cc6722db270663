package io.bisync.jushuitan.pull;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which entity of an account is asked for next: of those that are due, the one that would be the first to wait for twice its
 * pace. What stands still is asked for less and less often, what moves at its pace again. It knows no clock and no thread.
 */
public final class PullSchedule {

    /** So many questions in a row bring nothing before rests grow: what moves now and then keeps its pace. */
    private static final int PATIENCE = 16;

    /** How much longer each rest is than the one before it from then on. */
    private static final double SLOWER = 1.1;

    /**
     * The longest rest, in paces: the half up to twice the pace is for the question itself, which may wait five seconds for its
     * permit.
     */
    private static final double LONGEST = 1.5;

    private final Map<String, Line> lines = new LinkedHashMap<>();

    public PullSchedule(Map<String, Duration> paces, Instant now) {
        paces.forEach((entity, pace) -> lines.put(entity, new Line(pace, now)));
    }

    /** What a question came to. */
    public sealed interface Answer {

        /** There is more, which waits for the others' turns. */
        record More() implements Answer {}

        /** Everything is read, and some of it was new or nothing. */
        record CaughtUp(boolean moved) implements Answer {}

        /** It went wrong, or it is not this process's turn. */
        record Rests(Duration rest) implements Answer {}
    }

    /** Takes none of these until they are named no more; what was paused until now is due, as at the beginning. */
    void pause(Set<String> entities, Instant now) {
        lines.forEach((entity, line) -> line.pause(entities.contains(entity), now));
    }

    /** Takes the entity that is most urgent; null while none is due. It is nobody else's until it is answered. */
    public @Nullable String next(Instant now) {
        return lines.entrySet().stream()
                .filter(it -> it.getValue().isFree() && !it.getValue().due.isAfter(now))
                .min(Comparator.comparing(it -> it.getValue().latest()))
                .map(it -> {
                    it.getValue().ask(now);
                    return it.getKey();
                })
                .orElse(null);
    }

    /** When the first of those is due that nobody asks for and that are not paused; null while there is none. */
    @Nullable Instant due() {
        return lines.values().stream()
                .filter(Line::isFree)
                .map(it -> it.due)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    public void answered(String entity, Answer answer, Instant now) {
        Line line = line(entity);
        line.asked = false;
        switch (answer) {
            case Answer.More _ -> line.more(now);
            case Answer.CaughtUp(boolean moved) -> line.caughtUp(moved);
            case Answer.Rests(Duration rest) -> line.due = now.plus(rest);
        }
    }

    private Line line(String entity) {
        return Objects.requireNonNull(lines.get(entity), () -> "Nobody asks for " + entity);
    }

    private static final class Line {

        private final Duration pace;
        private int quiet;
        private Instant askedAt;
        private Instant due;
        private boolean asked;
        private boolean paused;

        Line(Duration pace, Instant now) {
            this.pace = pace;
            this.askedAt = now;
            this.due = now;
        }

        boolean isFree() {
            return !asked && !paused;
        }

        void pause(boolean pauses, Instant now) {
            if (paused && !pauses) {
                quiet = 0;
                askedAt = now;
                due = now;
            }
            paused = pauses;
        }

        void ask(Instant now) {
            asked = true;
            askedAt = now;
        }

        void more(Instant now) {
            quiet = 0;
            due = now;
        }

        void caughtUp(boolean moved) {
            quiet = moved ? 0 : quiet + 1;
            double paces = Math.min(LONGEST, Math.pow(SLOWER, Math.max(0, quiet - PATIENCE)));
            due = askedAt.plusMillis((long) (pace.toMillis() * paces));
        }

        /** When it has waited for twice its pace. */
        Instant latest() {
            return askedAt.plus(pace).plus(pace);
        }
    }
}

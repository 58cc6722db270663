package io.bisync.run;

import com.fasterxml.jackson.annotation.JsonRootName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is.
 *
 * @param state what becomes of it
 * @param reason of whoever began it
 * @param startedBy who
 * @param endedAt when the last slice ended; null before
 * @param setAside records of it that became dead letters
 * @param takes how much longer it takes, by the rate of the last minutes; null where that is not known
 * @param until with WAITING: when it goes on by itself
 * @param code why it waits or failed, of docs/errors.md
 * @param detail the same in words
 */
public record RunStatus(
        long id,
        RunKind kind,
        String source,
        State state,
        @Nullable String reason,
        String startedBy,
        Instant startedAt,
        @Nullable Instant endedAt,
        Counts slices,
        long rows,
        long calls,
        long bytes,
        long setAside,
        @Nullable Duration takes,
        @Nullable Instant until,
        @Nullable String code,
        @Nullable String detail,
        List<Part> parts) {

    public RunStatus {
        parts = List.copyOf(parts);
    }

    /** What becomes of a run. */
    public enum State {
        RUNNING(false),
        /** A person said so, and only a person ends it. */
        PAUSED(false),
        /** All that is left waits for the turn of a quota; it goes on by itself. */
        WAITING(false),
        COMPLETE(true),
        /** Everything that could be loaded is; the rest failed. */
        FAILED(true),
        CANCELLED(true);

        private final boolean ended;

        State(boolean ended) {
            this.ended = ended;
        }

        /** Whether nothing more happens unless somebody wants it. */
        public boolean isEnded() {
            return ended;
        }
    }

    /** How many slices are in which state. */
    public record Counts(int waiting, int running, int sent, int complete, int failed, int cancelled) {

        public int all() {
            return waiting + running + sent + complete + failed + cancelled;
        }
    }

    /**
     * One entity of an account.
     *
     * @param account null: all that are meant, as their records lie on one topic
     * @param expected rows that there will be, as far as is known
     * @param found what was found, added up, where it compares
     * @param code of a slice that failed or stands still
     */
    @JsonRootName("RunPart")
    public record Part(
            @Nullable String account,
            String entity,
            Counts slices,
            long rows,
            long expected,
            long calls,
            List<Found> found,
            @Nullable String code,
            @Nullable String detail) {

        public Part {
            found = List.copyOf(found);
        }
    }

    /**
     * What was found of one sort.
     *
     * @param places in how many windows
     * @param rows how many rows
     * @param examples some of them, five at most
     */
    public record Found(Finding.Sort sort, long places, long rows, List<Finding> examples) {

        public Found {
            examples = List.copyOf(examples);
        }
    }
}

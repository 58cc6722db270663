package io.bisync.jushuitan.declaration;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** By what an endpoint is asked for changes only, and where a row's version comes from. */
public sealed interface Increment {

    /**
     * By row version: everything from a version on, in the field {@code ts} of every row. Loses nothing.
     *
     * @param parameter the request's field that takes the version: {@code start_ts}, for stock {@code ts}
     */
    record RowVersion(String parameter) implements Increment {}

    /**
     * By windows of the time of change, which is the version of a row as well: in its field {@code modified}, or the one that
     * its endpoint names; where it names none, the version is the time at which the row was asked for.
     */
    record Modified() implements Increment {

        /** A row may change again within the second that it names, and clocks differ. */
        private static final Duration SETTLING = Duration.ofSeconds(2);

        /** The last second of which no change is to come, as far as an ERP commits in time. */
        public static Instant settled(Instant now) {
            return now.minus(SETTLING).truncatedTo(ChronoUnit.SECONDS);
        }
    }

    /** Not at all: every reading is the whole, and rows have no version of their own. */
    record Snapshot() implements Increment {}
}

package io.bisync.jushuitan.declaration;

/** By what an endpoint is asked for changes only, and where a row's version comes from. */
public sealed interface Increment {

    /**
     * By row version: everything from a version on, in the field {@code ts} of every row. Loses nothing.
     *
     * @param parameter the request's field that takes the version: {@code start_ts}, for stock {@code ts}
     */
    record RowVersion(String parameter) implements Increment {}

    /** By windows of the time of change, in the field {@code modified} of every row, which is its version as well. */
    record Modified() implements Increment {}

    /** Not at all: every reading is the whole, and rows have no version of their own. */
    record Snapshot() implements Increment {}
}

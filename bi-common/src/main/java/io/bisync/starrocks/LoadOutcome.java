package io.bisync.starrocks;

import org.jspecify.annotations.Nullable;

/**
 * What is known after a load was sent.
 * Only {@link Committed} is final; everything else is resolved by {@link StreamLoad#state} under the same label.
 * Messages start with a code of docs/errors.md and never hold a value of a row.
 */
public sealed interface LoadOutcome {

    /** The load that this is about. */
    LoadLabel label();

    /** The rows are durable, by this request or by an earlier one under the same label. */
    record Committed(LoadLabel label, long rows, LoadTimings timings) implements LoadOutcome {}

    /**
     * StarRocks says that rows are bad. A candidate only: act on it after the state is {@link LabelState#ABORTED}.
     *
     * @param errorRows what StarRocks found wrong with some of the rows, without the rows
     */
    record Refused(
            LoadLabel label, String message, @Nullable String errorRows) implements LoadOutcome {}

    /** Nobody knows whether the rows are in: ask for the label's state. */
    record Undecided(LoadLabel label, String reason) implements LoadOutcome {}

    /** StarRocks wants a pause or cannot be reached: ask for the state, then send the same label later. */
    record NotNow(LoadLabel label, String reason) implements LoadOutcome {

        /** Whether loads have been too frequent for the table, so that fewer and larger ones help. */
        public boolean tooManyVersions() {
            return reason.startsWith(ErrorCode.TOO_MANY_VERSIONS.code());
        }
    }

    /** StarRocks committed another number of rows than was sent: the label is used up, its rows are not all there. */
    record Miscounted(LoadLabel label, String reason) implements LoadOutcome {}

    /** The load cannot work as things are set up: a person has to change a setting, a right or a table. */
    record Misconfigured(LoadLabel label, String reason) implements LoadOutcome {}
}

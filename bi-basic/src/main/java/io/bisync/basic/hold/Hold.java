package io.bisync.basic.hold;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account whose records are not loaded: they wait on the parked topics.
 *
 * @param reason DISABLED ends when the account is enabled, DELETED never, BAD_RECORDS when somebody lifts it
 * @param by who disabled it, or found its records bad
 * @param because the reason in words
 * @param since when that began
 */
record Hold(
        String source,
        String account,
        Reason reason,
        @Nullable String by,
        String because,
        @Nullable Instant since) {

    enum Reason {
        /** Ends when the account is enabled. */
        DISABLED,
        /** Does not end: the id is never used again. */
        DELETED,
        /** More of its records in a row would have been rejected than may be; ends when somebody lifts it. */
        BAD_RECORDS
    }
}

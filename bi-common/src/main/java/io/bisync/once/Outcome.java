package io.bisync.once;

import java.util.Locale;

/** What became of an event. */
public enum Outcome {

    /** It was written. */
    SUCCESS,

    /** It was written before, within the window; nothing was done. */
    DUPLICATE_SKIPPED,

    /** Somebody else is writing it; nothing was done. Ask again: after the transaction's timeout it is free at the latest. */
    IN_PROGRESS,

    /**
     * The thread was interrupted, and still is. Whether the event was written nobody knows: where it was reserved, it is
     * free again after the transaction's timeout.
     */
    FAILED,

    /** Every try failed: nothing was written, and the event is free for whoever comes with it again. */
    MAX_RETRIES_EXCEEDED;

    /** Nothing is left to do: reading goes on behind it. */
    boolean isFinal() {
        return this == SUCCESS || this == DUPLICATE_SKIPPED || this == MAX_RETRIES_EXCEEDED;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package io.bisync.once;

import java.util.Locale;
import java.util.Set;

/** Where an event stands on its way. */
enum State {

    /** It came. */
    NORMAL,

    /** The store is asked whether it is known. A duplicate ends here. */
    DEDUPLICATING,

    /** A try did not write it. An interrupted one ends here. */
    FAILING,

    /** It is tried again. */
    RETRYING,

    /** It was written. */
    COMMITTED,

    /** No try wrote it. */
    DEAD_LETTER;

    Set<State> next() {
        return switch (this) {
            case NORMAL -> Set.of(DEDUPLICATING);
            case DEDUPLICATING -> Set.of(COMMITTED, FAILING);
            case FAILING -> Set.of(RETRYING, DEAD_LETTER);
            // Somebody else may have taken it over meanwhile: a try asks again whether it still has it.
            case RETRYING -> Set.of(COMMITTED, FAILING);
            case COMMITTED, DEAD_LETTER -> Set.of();
        };
    }

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

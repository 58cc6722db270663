package io.bisync.event;

import java.util.Locale;

/** Why an event was published. */
public enum Origin {
    /** The live cursor found the change. */
    LIVE,
    /** A historical load. */
    HISTORY,
    /** A push said that the record changed. */
    PUSH,
    /** An earlier event, published again. */
    REPLAY;

    private final String header = name().toLowerCase(Locale.ROOT);

    /** The value of the header {@code ce_origin}. */
    public String header() {
        return header;
    }
}

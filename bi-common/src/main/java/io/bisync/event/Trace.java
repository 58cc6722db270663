package io.bisync.event;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** One trace for a page of events: every event is a span of its own in it. */
record Trace(long high, long low) {

    private static final HexFormat HEX = HexFormat.of();

    static Trace start() {
        return new Trace(random(), random());
    }

    /** The value of a {@code traceparent} header, not sampled until somebody records it. */
    String next() {
        return "00-" + HEX.toHexDigits(high) + HEX.toHexDigits(low) + "-" + HEX.toHexDigits(random()) + "-00";
    }

    /** W3C forbids ids of zeros only. */
    private static long random() {
        return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    }
}

package io.bisync.event;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The id of a W3C trace: one call of an ERP and everything that comes of it. The thread's log lines carry it as
 * {@value #KEY}, its events in their header {@code traceparent}, and the lines about their loads carry it again.
 */
public final class Trace {

    /** The field's name in the Elastic Common Schema. */
    public static final String KEY = "trace.id";

    private static final int LENGTH = 32;
    private static final HexFormat HEX = HexFormat.of();

    private Trace() {}

    /** Begins a trace on this thread; it ends where the next one begins, or the thread does. */
    public static void begin() {
        MDC.put(KEY, id());
    }

    /** The thread's trace, or one of its own for what belongs to none. */
    static String current() {
        var begun = MDC.get(KEY);
        return begun == null ? id() : begun;
    }

    /** The value of a {@code traceparent} header: a span of its own in the trace, not sampled until somebody records it. */
    static String parent(String trace) {
        return "00-" + trace + "-" + HEX.toHexDigits(random()) + "-00";
    }

    /** The trace named by a header of that kind, or null. */
    static @Nullable String of(@Nullable String header) {
        if (header == null || header.length() < 3 + LENGTH) {
            return null;
        }
        var trace = header.substring(3, 3 + LENGTH);
        return trace.chars().allMatch(HexFormat::isHexDigit) ? trace : null;
    }

    private static String id() {
        return HEX.toHexDigits(random()) + HEX.toHexDigits(random());
    }

    /** W3C forbids ids of zeros only. */
    private static long random() {
        return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    }
}

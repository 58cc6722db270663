package io.bisync.failure;

import java.util.ArrayList;
import java.util.List;

/** What a failure came of. */
public final class Causes {

    /** Deeper ones say nothing new, and a chain may be a ring. */
    private static final int DEEPEST = 10;

    private Causes() {}

    /** A failure and what it came of, the root last. */
    public static List<Throwable> of(Throwable failed) {
        var causes = new ArrayList<Throwable>();
        for (Throwable cause = failed; cause != null && causes.size() < DEEPEST; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }
}

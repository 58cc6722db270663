package io.bisync.proof.crash.member;

import org.jspecify.annotations.Nullable;

/** The step at which a worker is to die, after so many passes of it. */
public final class Trigger {

    private @Nullable CrashPoint armed;
    private int left;

    public synchronized void arm(CrashPoint point, int passes) {
        armed = point;
        left = passes;
    }

    public synchronized void disarm() {
        armed = null;
    }

    /** Whether this pass is the last one; it is only once. */
    public synchronized boolean burns(CrashPoint point) {
        if (armed != point || left-- > 0) {
            return false;
        }
        armed = null;
        return true;
    }
}

package io.bisync.proof.probe;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, up to a limit. */
public final class Patience {

    private Patience() {}

    /** True when the condition came true in time. */
    public static boolean await(BooleanSupplier condition, Duration pause, Duration limit) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(pause.toNanos());
        }
        return true;
    }

    /** The same with a pause that suits processes. */
    public static boolean await(BooleanSupplier condition, Duration limit) {
        return await(condition, Duration.ofMillis(300), limit);
    }
}

package io.bisync.local.starrocks.table;

/** The stand-in does not implement what it was asked for, or StarRocks would refuse it: nothing was done. */
public final class RefusedException extends RuntimeException {

    public RefusedException(String message) {
        super(message);
    }
}

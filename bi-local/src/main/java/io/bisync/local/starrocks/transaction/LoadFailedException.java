package io.bisync.local.starrocks.transaction;

/** A load ends with {@code Status: Fail} and this message. */
public final class LoadFailedException extends RuntimeException {

    public LoadFailedException(String message) {
        super(message);
    }
}

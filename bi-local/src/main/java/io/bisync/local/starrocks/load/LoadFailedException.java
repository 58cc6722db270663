package io.bisync.local.starrocks.load;

/** A load ends with {@code Status: Fail} and this message. */
final class LoadFailedException extends RuntimeException {

    LoadFailedException(String message) {
        super(message);
    }
}

package io.bisync.local.process;

/** A child process did not do what it was started for; the message says which, why, and where its log is. */
public final class ChildFailedException extends RuntimeException {

    ChildFailedException(String message) {
        super(message);
    }

    ChildFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}

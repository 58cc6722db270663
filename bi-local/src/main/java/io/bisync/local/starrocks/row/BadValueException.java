package io.bisync.local.starrocks.row;

/** A value does not fit its column; the row is filtered, or in non-strict mode loaded with NULL. */
final class BadValueException extends Exception {

    BadValueException(String message) {
        // A filtered row is an ordinary answer: nobody reads its stack trace.
        super(message, null, false, false);
    }
}

package io.bisync.starrocks.http;

import java.time.Duration;

/**
 * How long an exchange may take and how much of the answer is read.
 *
 * @param bytes an answer that is longer is cut there, and its connection is dropped
 */
record Limit(Duration atMost, int bytes) {

    static final int LONGEST_RESULT = 8 * 1024 * 1024;
    private static final int LONGEST_ANSWER = 64 * 1024;

    /** For everything but the rows of a statement. */
    static Limit answer(Duration atMost) {
        return new Limit(atMost, LONGEST_ANSWER);
    }

    /** For the rows of a statement. */
    static Limit result(Duration atMost) {
        return new Limit(atMost, LONGEST_RESULT);
    }
}

package io.bisync.starrocks.http;

import java.time.Duration;

/**
 * How long FE nodes are asked.
 *
 * @param total all of them together
 * @param each one of them at most
 */
record Patience(Duration total, Duration each) {

    /** The same time for each of so many. */
    static Patience shared(Duration total, int among) {
        return new Patience(total, total.dividedBy(among));
    }
}

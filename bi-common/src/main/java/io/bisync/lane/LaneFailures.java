package io.bisync.lane;

import io.bisync.handler.Failures;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Which failures are tried again, and when.
 *
 * @param waits between the attempts at one record
 * @param longestRetry so long a record waits whose dead letter is not acknowledged
 */
record LaneFailures(BackOff waits, Duration longestRetry) {

    /** How long a record waits for its next attempt, or null where there is none. */
    @Nullable Duration next(Entry entry, Exception failure) {
        var wait = entry.failed(waits).nextBackOff();
        return wait == BackOffExecution.STOP || Failures.isFatal(failure) ? null : Duration.ofMillis(wait);
    }
}

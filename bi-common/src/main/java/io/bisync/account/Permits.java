package io.bisync.account;

import java.time.Duration;

/**
 * How many calls to the ERP may be made now.
 *
 * @param granted as many as were wanted, or fewer, or none
 * @param pause how long to wait before asking again; zero when any were granted
 */
public record Permits(int granted, Duration pause) {

    public Permits {
        if (granted < 0 || pause.isNegative() || (granted == 0) == pause.isZero()) {
            throw new IllegalArgumentException("Either permits or a pause: %d, %s".formatted(granted, pause));
        }
    }
}

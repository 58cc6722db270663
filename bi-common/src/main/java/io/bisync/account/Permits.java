package io.bisync.account;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls to the ERP that may be made.
 *
 * @param after for each of them, how long after the answer it may be made: as many as were wanted, or fewer, or none; who is more than a second late asks again
 * @param pause how long to wait before asking for those that are missing; zero where none is
 * @param code of docs/errors.md, where the account may make none at all
 * @param detail why, in that case
 */
public record Permits(
        List<Duration> after,
        Duration pause,
        @Nullable String code,
        @Nullable String detail) {

    public Permits {
        after = List.copyOf(after);
        if (pause.isNegative() || (after.isEmpty() && code == null && pause.isZero())) {
            throw new IllegalArgumentException("Either permits, a pause or a refusal: %s".formatted(pause));
        }
    }

    public static Permits of(List<Duration> after, Duration pause) {
        return new Permits(after, pause, null, null);
    }

    public static Permits refused(String code, String detail) {
        return new Permits(List.of(), Duration.ZERO, code, detail);
    }

    /** These permits; an exception where the account was refused. */
    public Permits granted() {
        if (code != null) {
            throw new ControlPlaneRefusedException(code, String.valueOf(detail));
        }
        return this;
    }
}

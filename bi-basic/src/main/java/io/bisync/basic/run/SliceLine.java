package io.bisync.basic.run;

import io.bisync.run.SliceState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A slice, for people.
 *
 * @param from included
 * @param to excluded
 * @param tries how often it was begun again
 * @param holder who works on it, or watches whether it is loaded
 * @param pausedUntil nobody tries it before
 * @param cursor where it goes on, in the words of whoever works on it
 * @param rows that were published
 * @param expected rows that there will be, as far as is known
 * @param sentAt when Kafka had all of it
 * @param code why it stands still or failed, of docs/errors.md
 * @param detail the same in words
 */
record SliceLine(
        long id,
        String account,
        String entity,
        Instant from,
        Instant to,
        SliceState state,
        long fence,
        int tries,
        @Nullable String holder,
        @Nullable Instant pausedUntil,
        @Nullable String cursor,
        long rows,
        long expected,
        long calls,
        long bytes,
        @Nullable Instant begunAt,
        @Nullable Instant sentAt,
        @Nullable Instant endedAt,
        @Nullable String code,
        @Nullable String detail) {}

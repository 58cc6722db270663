package io.bisync.basic.run;

import io.bisync.run.Finding;
import io.bisync.run.SliceKind;
import io.bisync.run.SliceState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A slice, for people.
 *
 * @param account of a window
 * @param from of a window, included
 * @param to of a window, excluded
 * @param place the stretch of a topic, where it is no window
 * @param tries how often it was begun again
 * @param holder who works on it, or watches whether it is loaded
 * @param pausedUntil nobody tries it before
 * @param cursor where it goes on, in the words of whoever works on it
 * @param rows that were published
 * @param expected rows that there will be, as far as is known
 * @param found what was found, of one that compares
 * @param sentAt when Kafka had all of it
 * @param code why it stands still or failed, of docs/errors.md
 * @param detail the same in words
 */
record SliceLine(
        long id,
        SliceKind kind,
        @Nullable String account,
        String entity,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String place,
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
        List<Finding> found,
        @Nullable Instant begunAt,
        @Nullable Instant sentAt,
        @Nullable Instant endedAt,
        @Nullable String code,
        @Nullable String detail) {}

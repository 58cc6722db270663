package io.bisync.basic.run;

import io.bisync.run.SliceKind;
import io.bisync.run.Stretch;
import org.jspecify.annotations.Nullable;

/**
 * A slice that is to be: a window of an account, or a stretch of a topic.
 *
 * @param account of a window
 * @param rows that it may have, by what was loaded before; 0 where that is not known
 */
record NewSlice(
        SliceKind kind,
        @Nullable String account,
        String entity,
        @Nullable Interval window,
        @Nullable Stretch stretch,
        long rows) {

    static NewSlice of(SliceKind kind, Part part, Interval window, long rows) {
        return new NewSlice(kind, part.account(), part.entity(), window, null, rows);
    }

    static NewSlice of(SliceKind kind, String entity, Stretch stretch, long rows) {
        return new NewSlice(kind, null, entity, null, stretch, rows);
    }
}

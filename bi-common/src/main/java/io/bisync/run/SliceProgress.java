package io.bisync.run;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a slice has come; what Kafka has of it goes with it in one transaction, so that both are true or neither.
 *
 * @param cursor where to go on, in the words of whoever works on it; null before the first page and after the last
 * @param rows that were published, or compared
 * @param expected rows that there will be, as far as is known; 0 where it is not
 * @param calls that the ERP was asked
 * @param bytes that were published
 * @param ends after its last records, one a partition
 * @param found what was found so far, where the slice compares
 */
public record SliceProgress(
        @Nullable @Size(max = 2_000) String cursor,
        @PositiveOrZero long rows,
        @PositiveOrZero long expected,
        @PositiveOrZero long calls,
        @PositiveOrZero long bytes,
        @NotNull @Size(max = 1_000) List<@Valid SliceEnd> ends,
        @NotNull @Size(max = 1_000) List<@Valid Finding> found) {

    /** Nothing yet. */
    public static final SliceProgress NONE = new SliceProgress(null, 0, 0, 0, 0, List.of(), List.of());

    public SliceProgress {
        ends = List.copyOf(ends);
        // Said by nobody before there were comparisons.
        found = found == null ? List.of() : List.copyOf(found);
    }

    /** The same with the ends of what was published meanwhile. */
    public SliceProgress with(List<SliceEnd> newEnds) {
        return new SliceProgress(cursor, rows, expected, calls, bytes, newEnds, found);
    }
}

package io.bisync.loading;

import org.jspecify.annotations.Nullable;

/**
 * What became of a range.
 *
 * @param trouble why it is not loaded, or null when all of it is: then the closing commit may follow
 * @param asideRun how many records in a row were set aside at its end
 * @param counts what was in it
 * @param lastLabel the label asked or sent last
 * @param lastOutcome the answer to it
 */
public record RangeResult(
        Range range,
        @Nullable Trouble trouble,
        int asideRun,
        RangeCounts counts,
        @Nullable String lastLabel,
        @Nullable String lastOutcome) {

    /** A range that never came as far as a load. */
    static RangeResult unloaded(Range range, Trouble trouble) {
        return new RangeResult(range, trouble, range.asideBefore(), RangeCounts.NONE, null, null);
    }
}

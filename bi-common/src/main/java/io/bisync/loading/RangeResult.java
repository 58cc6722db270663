package io.bisync.loading;

import org.jspecify.annotations.Nullable;

/**
 * What became of a range.
 *
 * @param trouble why it is not loaded, or null when all of it is: then the closing commit may follow
 * @param reopened what has to be committed beside the unchanged offset before the range is tried again, or null
 * @param refusals what the next round of the range by the same owner takes as seen
 * @param aside what was set aside right before its end
 * @param counts what was in it
 * @param lastLabel the label asked or sent last
 * @param lastOutcome the answer to it
 */
public record RangeResult(
        Range range,
        @Nullable Trouble trouble,
        @Nullable CommitNote reopened,
        Refusals refusals,
        Aside aside,
        RangeCounts counts,
        @Nullable String lastLabel,
        @Nullable String lastOutcome) {

    /** Whether more refusals were seen and nothing but the round's end stands in the way of the next ones. */
    boolean searchedFurther() {
        return trouble != null
                && (trouble.kind() == TroubleKind.REFUSED || trouble.kind() == TroubleKind.UNDECIDED)
                && refusals.answers().size() > range.refusals().answers().size();
    }

    /** A range that never came as far as a load. */
    static RangeResult unloaded(Range range, Trouble trouble) {
        return new RangeResult(range, trouble, null, Refusals.NONE, range.asideBefore(), RangeCounts.NONE, null, null);
    }
}

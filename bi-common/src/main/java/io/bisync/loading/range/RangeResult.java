package io.bisync.loading.range;

import io.bisync.loading.Failure;
import io.bisync.loading.FailureKind;
import io.bisync.loading.Offsets.Committed;
import org.jspecify.annotations.Nullable;

/**
 * What became of a range.
 *
 * @param failure why it is not loaded, or null when all of it is: then the closing commit may follow
 * @param reopened what has to be committed beside the unchanged offset before the range is tried again, or null
 * @param abortedLoads what the next round of the range by the same owner takes as seen
 * @param rejections what was rejected right before its end
 * @param counts what was in it
 * @param lastLabel the label asked or sent last
 * @param lastOutcome the answer to it
 */
public record RangeResult(
        Range range,
        @Nullable Failure failure,
        @Nullable OffsetMetadata reopened,
        AbortedLoads abortedLoads,
        Rejections rejections,
        RangeCounts counts,
        @Nullable String lastLabel,
        @Nullable String lastOutcome) {

    /** Whether more refusals were seen and nothing but the round's end stands in the way of the next ones. */
    public boolean searchedFurther() {
        return failure != null
                && (failure.kind() == FailureKind.REFUSED || failure.kind() == FailureKind.UNDECIDED)
                && abortedLoads.answers().size()
                        > range.abortedLoads().answers().size();
    }

    /** What has to be committed now, or null. */
    public @Nullable Committed commit() {
        if (failure == null) {
            var metadata = new OffsetMetadata(range.start().topicId(), range.epoch(), rejections, null);
            return new Committed(range.to(), metadata.text());
        }
        return reopened == null ? null : new Committed(range.from(), reopened.text());
    }
}

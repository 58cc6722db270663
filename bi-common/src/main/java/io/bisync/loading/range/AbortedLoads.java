package io.bisync.loading.range;

import io.bisync.loading.Offsets.Committed;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import java.util.Map;

/**
 * What a member saw StarRocks refuse of the range it works on: an answer, and then its label ABORTED. While it holds the
 * partition without a break, the next round takes these answers as if they had just come, so that a range is split a
 * little further in every round. Nobody else may go by them, as another owner sends such a label again.
 *
 * @param beside the committed offset with the intent that they were seen under
 * @param answers by their labels
 */
// The range bounds it: k bad records of n have about k·log2(n) refused parts in a table, never more than twice as many
// as
// there are records; an answer is a code, a quote and counted kinds of errors, some hundred letters.
public record AbortedLoads(Committed beside, Map<LoadLabel, LoadOutcome.Refused> answers) {

    public static final AbortedLoads NONE = new AbortedLoads(new Committed(-1, ""), Map.of());

    /** These under the same offset and the same intent, to the letter; none under another. */
    public AbortedLoads under(Committed found) {
        return beside.equals(found) ? this : NONE;
    }
}

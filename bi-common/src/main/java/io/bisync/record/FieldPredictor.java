package io.bisync.record;

import io.bisync.table.ObjectPlan;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of one object followed a field lately: records list theirs in one order, with gaps. A right guess saves a
 * look-up. Places are those of fields in their object, one more for the start of an object.
 */
final class FieldPredictor {

    private final @Nullable Field[] latest = new Field[ObjectPlan.MOST_FIELDS + 1];
    private final @Nullable Field[] earlier = new Field[ObjectPlan.MOST_FIELDS + 1];

    /** One of the two fields that followed {@code last} most lately, if its name, quotes and colon included, stands here. */
    @Nullable Field expected(int last, byte[] source, int at, int end) {
        var first = latest[last];
        if (first == null || first.stands(source, at, end)) {
            return first;
        }
        var second = earlier[last];
        if (second == null || !second.stands(source, at, end)) {
            return null;
        }
        earlier[last] = first;
        latest[last] = second;
        return second;
    }

    void follows(int last, Field field) {
        var guessed = latest[last];
        if (guessed != null && guessed.index == field.index) {
            return; // too near to the record's end to be compared
        }
        earlier[last] = guessed;
        latest[last] = field;
    }
}

package io.bisync.row;

import io.bisync.json.Text;
import io.bisync.table.EntityPlan;
import io.bisync.table.Table;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a table's rows are written.
 *
 * @param parent the place of the parent's table, or -1
 * @param depth how many arrays deep
 * @param prefixes per column {@code ,"name":} in UTF-8
 * @param ownKey the places of the level's own key columns
 * @param position the place of the column that holds the position in the array, or -1
 */
@SuppressWarnings("ArrayRecordComponent")
record RowLayout(int parent, int depth, byte[][] prefixes, int[] ownKey, int position) {

    /** One per table, root first. */
    static List<RowLayout> of(EntityPlan plan) {
        return IntStream.range(0, plan.tables().size())
                .mapToObj(it -> of(plan.tables().get(it), plan.layouts().get(it)))
                .toList();
    }

    private static RowLayout of(Table table, EntityPlan.Layout layout) {
        return new RowLayout(
                layout.parent(),
                layout.depth(),
                table.columns().stream().map(it -> Text.member(it.name())).toArray(byte[][]::new),
                layout.ownKey().stream().mapToInt(Integer::intValue).toArray(),
                layout.position());
    }
}

package io.bisync.table;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A declaration in the form the scanner uses.
 *
 * @param source whose entity it is
 * @param tables root first, every parent before its children
 * @param layouts one per table
 * @param root the shape of a whole value
 * @param body the shape of the entity; the same as {@code root} where nothing is around it
 * @param shapes how many shapes there are
 * @param members where members of JSON stand that are declared: {@code jushuitan.order.cb_finances.o_id}
 */
record EntityPlan(
        String source,
        Envelope envelope,
        List<Table> tables,
        List<Layout> layouts,
        ObjectSchema root,
        ObjectSchema body,
        int shapes,
        Set<String> members) {

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
    record Layout(int parent, int depth, byte[][] prefixes, int[] ownKey, int position) {}

    /** The field that holds the entity, where something is around it. */
    @Nullable String bodyField() {
        return envelope.body;
    }
}

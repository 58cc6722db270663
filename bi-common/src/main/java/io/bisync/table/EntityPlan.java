package io.bisync.table;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A declaration worked out: what reading a record and writing its rows go by.
 *
 * @param source whose entity it is
 * @param tables root first, every parent before its children
 * @param layouts one per table
 * @param root the object that a whole value is
 * @param body the object that the entity is; the same as {@code root} where nothing is around it
 * @param objects how many kinds of objects there are
 * @param members where members of JSON stand that are declared: {@code jushuitan.order.cb_finances.o_id}
 * @param versionInHeader whether only the record's header holds the version
 * @param scope the part of the key that the record's header says; null where the value says all of it
 */
public record EntityPlan(
        String source,
        Envelope envelope,
        List<Table> tables,
        List<Layout> layouts,
        ObjectPlan root,
        ObjectPlan body,
        int objects,
        Set<String> members,
        boolean versionInHeader,
        @Nullable String scope) {

    /**
     * How a table's rows are keyed.
     *
     * @param parent the place of the parent's table, or -1
     * @param depth how many arrays deep
     * @param ownKey the places of the level's own key columns
     * @param position the place of the column that holds the position in the array, or -1
     */
    public record Layout(int parent, int depth, List<Integer> ownKey, int position) {}
}

package io.bisync.table;

import org.jspecify.annotations.Nullable;

/**
 * A declared field of a JSON object and what is done with its value.
 *
 * @param column for {@link Action#COLUMN}, {@link Action#VERSION_COLUMN} and {@link Action#HEADER_KEY}
 * @param place its column's place in the table, or -1
 * @param keyPart its place in the level's own key, or -1
 * @param freeText whether people write what they like there
 * @param object what stands in it, where that is declared too
 * @param required whether a record without it is rejected
 */
public record FieldPlan(
        String name,
        Action action,
        @Nullable Column column,
        int place,
        int keyPart,
        boolean freeText,
        @Nullable ObjectPlan object,
        boolean required) {

    static FieldPlan of(String name, Action action) {
        return new FieldPlan(name, action, null, -1, -1, false, null, false);
    }

    static FieldPlan column(String name, Action action, Column column, int place, int keyPart, boolean freeText) {
        return new FieldPlan(name, action, column, place, keyPart, freeText, null, false);
    }

    static FieldPlan nested(String name, Action action, ObjectPlan object, boolean required) {
        return new FieldPlan(name, action, null, -1, -1, false, object, required);
    }

    /** Of its column; JSON where it is none. */
    public ColumnType type() {
        return column == null ? ColumnType.JSON : column.type();
    }
}

package io.bisync.table;

import org.jspecify.annotations.Nullable;

/**
 * A declared field of one shape.
 *
 * @param index its place among the fields of its shape
 * @param column its column's place in the table, for {@link Action#COLUMN}
 * @param keyPart its place in the level's own key, or -1
 * @param verbatim whether its column has its name, so that a value that fits can be copied name and all
 * @param quote {@link Noted#QUOTE} where its column's values travel as strings, or 0
 */
record Field(
        int index,
        String name,
        QuotedName quoted,
        Action action,
        ColumnType type,
        int column,
        int keyPart,
        boolean verbatim,
        int quote,
        @Nullable Shape shape,
        boolean required) {

    static Field of(int index, String name, Action action) {
        return new Field(index, name, new QuotedName(name), action, ColumnType.JSON, -1, -1, false, 0, null, false);
    }

    static Field column(int index, String name, Column column, int place, int keyPart) {
        boolean verbatim = name.equals(column.name());
        return new Field(
                index,
                name,
                new QuotedName(name),
                Action.COLUMN,
                column.type(),
                place,
                keyPart,
                verbatim,
                column.type().isQuoted() ? Noted.QUOTE : 0,
                null,
                false);
    }

    static Field nested(int index, String name, Action action, Shape shape, boolean required) {
        return new Field(index, name, new QuotedName(name), action, ColumnType.JSON, -1, -1, false, 0, shape, required);
    }

    ColumnType.Kind kind() {
        return type.kind();
    }
}

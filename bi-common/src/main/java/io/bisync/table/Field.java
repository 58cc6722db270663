package io.bisync.table;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A declared field of one shape.
 *
 * @param index its place among the fields of its shape
 * @param quoted its name as it stands in JSON, with both quotes and the colon, padded by {@link Words#padded}
 * @param column its column's place in the table, for {@link Action#COLUMN}
 * @param keyPart its place in the level's own key, or -1
 * @param verbatim whether its column has its name, so that a value that fits can be copied name and all
 */
record Field(
        int index,
        String name,
        @SuppressWarnings("ArrayRecordComponent") byte[] quoted,
        Action action,
        ColumnType type,
        int column,
        int keyPart,
        boolean verbatim,
        @Nullable Shape shape,
        boolean required) {

    static Field of(int index, String name, Action action) {
        return new Field(index, name, quote(name), action, ColumnType.JSON, -1, -1, false, null, false);
    }

    static Field column(int index, String name, Column column, int place, int keyPart) {
        boolean verbatim = name.equals(column.name());
        return new Field(index, name, quote(name), Action.COLUMN, column.type(), place, keyPart, verbatim, null, false);
    }

    static Field nested(int index, String name, Action action, Shape shape, boolean required) {
        return new Field(index, name, quote(name), action, ColumnType.JSON, -1, -1, false, shape, required);
    }

    private static byte[] quote(String name) {
        return Words.padded(('"' + name + "\":").getBytes(StandardCharsets.UTF_8));
    }

    ColumnType.Kind kind() {
        return type.kind();
    }

    /** Whether its name stands here, with quotes and colon and nothing between. */
    boolean stands(byte[] source, int at, int end) {
        return Words.stands(quoted, length(), source, at, end);
    }

    /** How many bytes quotes, name and colon have. */
    int length() {
        return quoted.length - Words.SLACK;
    }

    /** Where the bare name ends in {@link #quoted}; it starts at 1. */
    int nameEnd() {
        return length() - 2;
    }
}

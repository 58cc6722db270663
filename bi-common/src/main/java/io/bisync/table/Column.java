package io.bisync.table;

/** A column of a table; only key columns, the version and {@code is_deleted} are required. */
public record Column(String name, ColumnType type, boolean required) {

    public Column {
        Names.check(name);
    }

    static Column optional(String name, ColumnType type) {
        return new Column(name, type, false);
    }

    static Column required(String name, ColumnType type) {
        return new Column(name, type, true);
    }
}

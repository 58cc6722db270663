package io.bisync.local.starrocks.table;

import org.jspecify.annotations.Nullable;

/** A column; its default is SQL, or null when it has none. */
public record Column(
        String name,
        ColumnType type,
        boolean nullable,
        @Nullable String defaultSql,
        String comment) {

    public static final String CURRENT_TIMESTAMP = "CURRENT_TIMESTAMP";

    public String quoted() {
        return "\"" + name + "\"";
    }

    public boolean hasDefault() {
        return nullable || defaultSql != null;
    }

    public String postgresType() {
        return type.postgresName();
    }
}

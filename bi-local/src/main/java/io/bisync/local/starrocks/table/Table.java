package io.bisync.local.starrocks.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A primary key table. */
public record Table(String database, String name, List<Column> columns, List<String> key, String comment) {

    public Table {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** The name with its database, as PostgreSQL takes it. */
    public String quoted() {
        return "\"%s\".\"%s\"".formatted(database, name);
    }

    public boolean isKey(Column column) {
        return key.contains(column.name());
    }

    public @Nullable Column column(String name) {
        for (var column : columns) {
            if (column.name().equalsIgnoreCase(name)) {
                return column;
            }
        }
        return null;
    }

    Table withColumn(Column added) {
        var more = new ArrayList<>(columns);
        more.add(added);
        return new Table(database, name, more, key, comment);
    }
}

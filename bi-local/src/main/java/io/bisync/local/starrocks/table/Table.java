package io.bisync.local.starrocks.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    Table withModified(Column modified) {
        var others = columns.stream()
                .map(it -> it.name().equals(modified.name()) ? modified : it)
                .toList();
        return new Table(database, name, others, key, comment);
    }

    /** Texts of a primary key table grow, and that is all; the key stays as it is. */
    void checkModified(Column modified) {
        var now = column(modified.name());
        if (now == null) {
            throw new RefusedException("Column[%s] does not exists".formatted(modified.name()));
        }
        if (isKey(now)) {
            throw new RefusedException(
                    "Can not modify key column: %s for primary key table".formatted(modified.name()));
        }
        if (!now.type().isText() || now.type().kind() != modified.type().kind()) {
            throw new RefusedException("The stand-in does not implement MODIFY COLUMN %s from %s to %s"
                    .formatted(
                            modified.name(),
                            now.type().describedName(),
                            modified.type().describedName()));
        }
        if (modified.type().length() < now.type().length()) {
            throw new RefusedException("Cannot shorten string length");
        }
        if (now.nullable() && !modified.nullable()) {
            throw new RefusedException("Can not change from nullable to non-nullable");
        }
        if (!Objects.equals(now.defaultSql(), modified.defaultSql())) {
            throw new RefusedException("Can not change default value");
        }
    }
}

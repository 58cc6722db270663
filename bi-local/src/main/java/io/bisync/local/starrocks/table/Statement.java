package io.bisync.local.starrocks.table;

import java.util.List;

/** A statement of a schema file. */
sealed interface Statement {

    record CreateDatabase(String name) implements Statement {}

    record CreateTable(Table table) implements Statement {}

    /** A view; its query is PostgreSQL's spelling of the same SQL. */
    record CreateView(String database, String name, String query, Existing existing) implements Statement {}

    record AddColumns(String database, String table, List<Column> columns) implements Statement {}

    /** Columns of other lengths; the rest of them is as it was. */
    record ModifyColumns(String database, String table, List<Column> columns) implements Statement {}

    /** What happens to a view of that name. */
    enum Existing {
        REFUSED,
        KEPT,
        REPLACED
    }
}

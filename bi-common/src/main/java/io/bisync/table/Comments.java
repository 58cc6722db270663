package io.bisync.table;

/** What whoever reads a table is told of it: it stands beside the table in StarRocks, and no row depends on it. */
public interface Comments {

    String of(Table table);

    String of(Table table, Column column);
}

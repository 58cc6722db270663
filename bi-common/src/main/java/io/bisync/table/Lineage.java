package io.bisync.table;

import java.util.List;

/** The columns that every table has: whose row it is, which version, and from which record it came. */
public final class Lineage {

    public static final Column ACCOUNT = Column.required("account_id", ColumnType.varchar(32));
    public static final Column VERSION = Column.required("record_version", ColumnType.BIGINT);
    public static final Column DELETED = Column.required("is_deleted", ColumnType.BOOLEAN);
    static final Column TOPIC = Column.optional("source_topic", ColumnType.varchar(128));
    static final Column PARTITION = Column.optional("source_partition", ColumnType.INT);
    static final Column OFFSET = Column.optional("source_offset", ColumnType.BIGINT);
    static final Column EXTRA = Column.optional("extra", ColumnType.JSON);

    /** StarRocks' own clock: not part of a load, so that a rebuilt batch has the same bytes. */
    static final Column LOADED = Column.optional("loaded_at", ColumnType.DATETIME);

    /** Everything but the account, which stands first, in the key. */
    static final List<Column> LAST = List.of(VERSION, DELETED, TOPIC, PARTITION, OFFSET, EXTRA, LOADED);

    /** The same of rows that came from no record. */
    static final List<Column> LAST_WITHOUT_RECORD = List.of(VERSION, DELETED, LOADED);

    /** Whether a column is one that every table has. */
    public static boolean isOne(Column column) {
        return column.equals(ACCOUNT) || LAST.contains(column);
    }

    private Lineage() {}
}

package io.bisync.jushuitan.catalogue;

import static io.bisync.table.ColumnType.decimal;
import static io.bisync.table.ColumnType.varchar;

import io.bisync.table.ColumnType;

/** The types that fields of one kind have in all entities of Jushuitan, as its pages seldom give a size. */
final class ColumnTypes {

    static final ColumnType MONEY = decimal(18, 4);
    static final ColumnType QUANTITY = decimal(18, 4);
    static final ColumnType WEIGHT = decimal(18, 4);

    /** A length or a volume. */
    static final ColumnType MEASURE = decimal(18, 4);

    /** Of a hundred. */
    static final ColumnType RATE = decimal(18, 4);

    static final ColumnType CURRENCY = varchar(16);
    static final ColumnType CODE = varchar(64);
    static final ColumnType ID = varchar(128);
    static final ColumnType NAME = varchar(600);
    static final ColumnType ADDRESS = varchar(1000);
    static final ColumnType TEXT = varchar(4000);

    /** Grows with the number of items. */
    static final ColumnType LIST = varchar(65_533);

    private ColumnTypes() {}
}

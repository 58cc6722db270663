package io.bisync.table;

/** What becomes of a declared field. */
public enum Action {
    COLUMN,
    /** A column that is the version as well. */
    VERSION_COLUMN,
    /** A key column that the record's header brings. */
    HEADER_KEY,
    CHILDREN,
    VERSION,
    PERSONAL,
    IGNORED,
    ACCOUNT,
    ENVELOPE_KEY,
    OPERATION,
    ENTITY,
    SCHEMA,
    BODY
}

package io.bisync.table;

/** What becomes of a declared field. */
public enum Action {
    COLUMN,
    /** A column that is the version as well. */
    VERSION_COLUMN,
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

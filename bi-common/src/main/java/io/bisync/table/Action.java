package io.bisync.table;

/** What becomes of a declared field. */
public enum Action {
    COLUMN,
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

package io.bisync.local.starrocks.sql;

/** The value of a JSON column: written as it is, not as a string. */
record RawJson(String text) {

    @Override
    public String toString() {
        return text;
    }
}

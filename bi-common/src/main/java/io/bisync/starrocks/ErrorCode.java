package io.bisync.starrocks;

/** Why StarRocks did not do what it was asked; docs/errors.md explains each code. */
public enum ErrorCode {
    /** No FE or BE could be reached, or none is alive. */
    UNREACHABLE("BI-SR-01"),
    /** The outcome is unknown. */
    UNDECIDED("BI-SR-02"),
    /** Rows were refused. */
    ROWS_REFUSED("BI-SR-03"),
    /** User, password or rights are wrong. */
    ACCESS_DENIED("BI-SR-04"),
    /** The table, database or a column is missing, or the table does not suit the load. */
    TABLE_UNSUITABLE("BI-SR-05"),
    /** A header or setting of the load was refused. */
    LOAD_REFUSED("BI-SR-06"),
    /** StarRocks reports success with another number of rows than was sent. */
    ROWS_MISSING("BI-SR-07"),
    /** Loads are too frequent for the table. */
    TOO_MANY_VERSIONS("BI-SR-08"),
    /** StarRocks has too much to do: memory, transactions, locks. */
    BUSY("BI-SR-09"),
    /** A redirect led to a host that is not on the allow-list. */
    REDIRECT_REFUSED("BI-SR-10"),
    /** A statement was refused or its result is not complete. */
    STATEMENT_FAILED("BI-SR-11");

    private final String code;

    ErrorCode(String code) {
        this.code = code;
    }

    /** The code, for example {@code BI-SR-01}. */
    public String code() {
        return code;
    }

    public String message(String text) {
        return code + " " + text;
    }
}

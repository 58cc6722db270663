package io.bisync.record;

/** Why a record or one value of it does not fit its declaration; each code has a line in docs/errors.md. */
public enum Defect {
    NOT_JSON("BI-TABLE-01"),
    NOT_UTF8("BI-TABLE-02"),
    DOUBLED_FIELD("BI-TABLE-03"),
    TOO_LARGE("BI-TABLE-04"),
    WRONG_ENVELOPE("BI-TABLE-05"),
    NO_ACCOUNT("BI-TABLE-06"),
    NO_KEY("BI-TABLE-07"),
    NO_VERSION("BI-TABLE-08"),
    CONTRADICTION("BI-TABLE-09"),
    NO_ARRAY("BI-TABLE-10"),
    DOUBLED_KEY("BI-TABLE-11"),
    WRONG_TYPE("BI-TABLE-12"),
    NUMBER_TOO_LARGE("BI-TABLE-13"),
    UNREADABLE_DATE("BI-TABLE-14"),
    TEXT_TOO_LONG("BI-TABLE-15"),
    FORBIDDEN_CHARACTER("BI-TABLE-16"),
    NO_DATE("BI-TABLE-17");

    final String code;

    Defect(String code) {
        this.code = code;
    }

    /** For example {@code BI-TABLE-01}. */
    public String code() {
        return code;
    }
}

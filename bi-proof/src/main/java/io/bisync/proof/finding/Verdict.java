package io.bisync.proof.finding;

/** How the check ends: its exit codes, which docs/errors.md lists. */
public enum Verdict {
    AGREED(0, "both sides agree"),
    FAILED(1, "the check could not be carried out, or not everything was loaded in time"),
    USAGE(2, "the arguments are wrong"),
    ROWS(10, "a row is missing, is not at the ERP, or is hidden without a reason"),
    VALUES(11, "a value differs"),
    VERSIONS(12, "a row is of another version, or its lineage names another record"),
    DEAD_LETTERS(13, "the dead letters are not exactly the poison"),
    PERSONAL_MARK(14, "personal data was found"),
    EVENTS(
            15,
            "too little happened: changes, overwrites, refusals, the kill; or too many calls were throttled or repeated"),
    ADDRESSES(16, "an address that should be looked through did not answer HTTP 200");

    private final int code;
    private final String meaning;

    Verdict(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The exit code of the process. */
    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }
}

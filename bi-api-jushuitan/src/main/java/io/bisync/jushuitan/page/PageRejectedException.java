package io.bisync.jushuitan.page;

/** What was read cannot be trusted: the cursor stays. */
public final class PageRejectedException extends Exception {

    private final String code;

    private PageRejectedException(String code, String message) {
        super(code + " " + message);
        this.code = code;
    }

    static PageRejectedException noVersions(int entities) {
        return new PageRejectedException(
                "BI-JST-20",
                "None of the %d entities of the page has a ts: a cursor could only guess. Ask Jushuitan what changed"
                        .formatted(entities));
    }

    public static PageRejectedException emptyWithMore() {
        return new PageRejectedException("BI-JST-21", "The page is empty and says that more follows");
    }

    static PageRejectedException behind(long asked, long seen) {
        return new PageRejectedException(
                "BI-JST-22",
                "Asked for ts >= %d, the page holds nothing above %d and says that more follows"
                        .formatted(asked, seen));
    }

    static PageRejectedException endless(int pages) {
        return new PageRejectedException(
                "BI-JST-23", "A window of more than %d pages: make it smaller".formatted(pages));
    }

    public static PageRejectedException nothingBelieved(int entities) {
        return new PageRejectedException(
                "BI-JST-45",
                "None of the %d row versions of the page can be believed, they contradict each other, and more follow. Ask Jushuitan what happened to its ts"
                        .formatted(entities));
    }

    public static PageRejectedException begunAnew(long cursor, int rows, long smallest) {
        return new PageRejectedException(
                "BI-JST-46",
                "The versions of the source began anew: %d entities changed lately with a ts below the cursor %d. They are published, but nothing is caught up until an administrator sets the cursor to %d"
                        .formatted(rows, cursor, smallest));
    }

    static PageRejectedException cursor(String value) {
        return new PageRejectedException(
                "BI-JST-48",
                "The cursor '%s' is no row version: an administrator has to set it to a whole number from 0 to %d"
                        .formatted(value, Belief.LARGEST));
    }

    public static PageRejectedException time(String value) {
        return new PageRejectedException(
                "BI-JST-70",
                "The cursor '%s' is no time of the past: an administrator has to set it to milliseconds since 1970"
                        .formatted(value));
    }

    static PageRejectedException miscounted(String path, int rows, long counted) {
        return new PageRejectedException(
                "BI-JST-80",
                "The pages of %s held %d rows and counted %d: something moved while they were read, and nothing of it counts"
                        .formatted(path, rows, counted));
    }

    public static PageRejectedException lost(int gone, int known) {
        return new PageRejectedException(
                "BI-JST-82",
                "%d of %d rows are not there any more, which is more than a fifth: they are deleted when the next reading lacks them too"
                        .formatted(gone, known));
    }

    public static PageRejectedException unlisted(String path, String field) {
        return new PageRejectedException(
                "BI-JST-81",
                "%s lists nothing with a number as %s, so there is nothing to ask for one by one"
                        .formatted(path, field));
    }

    /** The code of docs/errors.md. */
    public String code() {
        return code;
    }
}

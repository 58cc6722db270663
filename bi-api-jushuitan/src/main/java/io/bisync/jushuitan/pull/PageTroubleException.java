package io.bisync.jushuitan.pull;

/** A page cannot be trusted: nothing of it is published and the cursor stays. */
public final class PageTroubleException extends Exception {

    private final String error;

    private PageTroubleException(String error, String message) {
        super(error + " " + message);
        this.error = error;
    }

    static PageTroubleException noVersions(int entities) {
        return new PageTroubleException(
                "BI-JST-20",
                "None of the %d entities of the page has a ts: a cursor could only guess. Ask Jushuitan what changed"
                        .formatted(entities));
    }

    static PageTroubleException emptyWithMore() {
        return new PageTroubleException("BI-JST-21", "The page is empty and says that more follows");
    }

    static PageTroubleException behind(long asked, long seen) {
        return new PageTroubleException(
                "BI-JST-22",
                "Asked for ts >= %d, the page holds nothing above %d and says that more follows"
                        .formatted(asked, seen));
    }

    static PageTroubleException endless(int pages) {
        return new PageTroubleException(
                "BI-JST-23", "A window of more than %d pages: make it smaller".formatted(pages));
    }

    /** The code of docs/errors.md. */
    public String error() {
        return error;
    }
}

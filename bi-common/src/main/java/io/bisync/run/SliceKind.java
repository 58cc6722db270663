package io.bisync.run;

/** What is done with a slice. */
public enum SliceKind {
    /** The window is asked of the ERP and published. */
    HISTORY(true),
    /** Records of a topic are published to the topic of history. */
    REPLAY(false),
    /** Nothing is published: what a replay of the records would change in StarRocks is told. */
    REHEARSAL(false),
    /** Dead letters are published to the topic of history. */
    REDRIVE(false),
    /** The ERP's number of rows in the window is compared with StarRocks'. */
    COUNT(true),
    /** Every row of the window is compared. */
    DEEP(true),
    /** A window that differed is asked of the ERP and published. */
    REPAIR(true);

    private final boolean ofWindow;

    SliceKind(boolean ofWindow) {
        this.ofWindow = ofWindow;
    }

    /** Whether it is a window of an account; else it is a stretch of a topic. */
    public boolean isOfWindow() {
        return ofWindow;
    }
}

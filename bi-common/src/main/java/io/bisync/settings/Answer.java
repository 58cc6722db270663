package io.bisync.settings;

/** What becomes of a changed setting. */
enum Answer {
    IN_FORCE("in-force"),
    NEXT_START("next-start"),
    REFUSED("refused");

    /** As meters and people know it. */
    public final String text;

    Answer(String text) {
        this.text = text;
    }
}

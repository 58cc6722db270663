package io.bisync.local.stack;

/** Says by what was seen of a part, look by look, whether it has to be started again. */
final class Pulse {

    /** What a look came to. */
    enum Sign {
        WELL,
        ENDED,
        SILENT
    }

    /** So many silent looks in a row are no pause: each of them waited for an answer. */
    static final int PATIENCE = 3;

    /** Nobody answers while it starts. */
    static final int PATIENCE_AT_START = 60;

    private boolean answered;
    private int silent;

    /** Whatever is not well is started again, and counts from the beginning. */
    Sign look(boolean alive, boolean answers) {
        if (alive && answers) {
            answered = true;
            silent = 0;
            return Sign.WELL;
        }
        if (alive && ++silent < (answered ? PATIENCE : PATIENCE_AT_START)) {
            return Sign.WELL;
        }
        answered = false;
        silent = 0;
        return alive ? Sign.SILENT : Sign.ENDED;
    }
}

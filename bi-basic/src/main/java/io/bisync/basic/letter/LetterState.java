package io.bisync.basic.letter;

/** What became of a dead letter. */
enum LetterState {
    /** Nobody decided about it. */
    OPEN,
    /** Somebody will, later: it is counted no more until it is opened again. */
    PARKED,
    /** It is never to be loaded. */
    DISCARDED
}

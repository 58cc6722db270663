package io.bisync.basic.letter;

/** What became of a dead letter. */
public enum LetterState {
    /** Nobody decided about it. */
    OPEN,
    /** Somebody will, later: it is counted no more until it is opened again. */
    PARKED,
    /** A run sends it, or did: what became of that is another letter, or none. */
    SENT,
    /** It is never to be loaded. */
    DISCARDED
}

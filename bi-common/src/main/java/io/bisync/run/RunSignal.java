package io.bisync.run;

/** What a person tells a run. */
public enum RunSignal {
    /** Nothing of it is begun or gone on with until it is resumed. */
    PAUSE,
    /** Goes on. */
    RESUME,
    /** What is not loaded yet is left. What Kafka has of it is loaded all the same. */
    CANCEL,
    /** Tries what failed once more. */
    AGAIN
}

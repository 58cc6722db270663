package io.bisync.once;

/** How an event is kept from being written twice. */
public enum Variant {

    /** It is reserved before it is written, so two who have it at once do not both write it. */
    TWO_PHASE,

    /** It is only looked up: for writing that may happen twice, where most repeats are to be saved. */
    IDEMPOTENT_ONLY
}

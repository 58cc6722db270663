package io.bisync.proof.simulation;

/** What must never happen. */
enum ViolationKind {
    /** The committed offset passes a record that is neither loaded nor acknowledged as a dead letter. */
    PASSED_UNLOADED,
    /** At the end, an acknowledged record is neither in the tables nor in the dead letter topic. */
    LOST,
    /** A record that our checks refuse, or a row that StarRocks refuses, is in a table. */
    POISON_LOADED,
    /** A record that is good is in the dead letter topic. */
    GOOD_SET_ASIDE,
    /** A record of an account that nobody ever held is parked. */
    PARKED_FREELY,
    /** A row has an older version than it had before. */
    WENT_BACK,
    /** A table without a primary key would have a row twice, though no label was forgotten and no intent came late. */
    DOUBLED,
    /** A root row is visible without one of its children. */
    CHILD_MISSING,
    /** A commit sets the offset of a partition back over a record. */
    REWOUND,
    /** A label stands for other rows while the first ones are durable. */
    LABEL_REUSED,
    /** With all faults gone the workers do not come to an end. */
    NOT_QUIET,
    /** The core let an exception out. */
    THROWN
}

package io.bisync.local.leke;

/** What the source has written, for its books. */
enum WrittenKind {
    SNAPSHOT,
    DELETE,
    RECREATION,
    DUPLICATE,
    SWAPPED,
    REPEAT,
    NULL,
    POISON
}

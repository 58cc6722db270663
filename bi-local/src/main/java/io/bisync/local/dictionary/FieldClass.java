package io.bisync.local.dictionary;

/** How a field is treated. */
public enum FieldClass {
    PLAIN,
    /** Never kept. */
    PERSONAL,
    /** People write what they like. */
    FREE,
    /** An identifier or a word of a system. */
    CODE
}

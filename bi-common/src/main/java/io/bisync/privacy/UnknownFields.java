package io.bisync.privacy;

/** What becomes of the value of a field that no declaration knows and nobody has allowed. */
public enum UnknownFields {
    /** It is replaced by a text that only the sealing key opens. */
    SEALED,
    /** It stays, except where its name looks personal. */
    KEPT,
    /** It is taken out, for good. */
    DROPPED
}

package io.bisync.account;

/** What calls of an account's quota are for, the most urgent first; history has a floor that the others leave it. */
public enum Priority {
    /** What somebody says to have changed: at most a part of the quota, as anybody may say so. */
    PUSH,
    /** What changes now. */
    LIVE,
    /** A second reading of what changed lately. */
    RESCAN,
    /** The past. */
    HISTORY
}

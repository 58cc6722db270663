package io.bisync.account;

/** Who asks for calls of an account's quota: history always leaves a share to live. */
public enum Priority {
    LIVE,
    HISTORY
}

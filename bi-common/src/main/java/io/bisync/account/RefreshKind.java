package io.bisync.account;

/** Which token call the holder of a refresh lease makes. */
public enum RefreshKind {
    /** There is no token that could be refreshed: ask for a first one. */
    INITIAL,
    /** Exchange the refresh token. */
    REFRESH,
    /** Exchange the code that came back from the merchant's authorisation. */
    CODE
}

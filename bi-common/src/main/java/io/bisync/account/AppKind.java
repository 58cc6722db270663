package io.bisync.account;

/** The kind of app an account was authorised for: it decides whether a token can be refreshed without the merchant. */
public enum AppKind {
    /** The merchant's own app: a first token and refreshes need no person. */
    OWN,
    /** A service provider's app: every new token needs the merchant's authorisation. */
    ISV
}

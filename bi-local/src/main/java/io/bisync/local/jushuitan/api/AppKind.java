package io.bisync.local.jushuitan.api;

/** The two kinds of app, which get their tokens in different ways. */
public enum AppKind {
    /** A merchant's own app: initial token at any time, refresh allowed. */
    OWN,
    /** A service provider's app: the merchant authorises in a browser, no initial token, no refresh. */
    ISV
}

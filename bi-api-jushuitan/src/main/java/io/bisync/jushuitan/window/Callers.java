package io.bisync.jushuitan.window;

/** Says who may call: bi-basic's introspection in production, a list in tests. */
@FunctionalInterface
interface Callers {

    /** Whether the bearer of the token may have windows loaded. */
    Verdict judge(String token);

    /** What is known of a token. */
    enum Verdict {
        ALLOWED,
        REFUSED,
        /** bi-basic does not answer: nobody is let in, and the caller may try again. */
        UNKNOWN
    }
}

package io.bisync.proof.crash.member;

/** Unwinds a worker that died; nothing of the core may take it for an outcome. */
@SuppressWarnings("serial")
final class Crash extends Error {

    Crash() {
        super("crash", null, false, false);
    }
}

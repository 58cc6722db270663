package io.bisync.proof.simulation;

/** What a schedule violated. */
record Violation(ViolationKind kind, String words) {}

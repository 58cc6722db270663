package io.bisync.proof.crash.member;

/** Starts workers, in this JVM or as processes. */
@FunctionalInterface
public interface MemberFactory {

    /** A worker that runs from now on and tells of its closing commits. */
    Killable start(MemberSettings settings, Closings closings);
}

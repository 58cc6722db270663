package io.bisync.proof.crash;

/** Starts workers, in this JVM or as processes. */
@FunctionalInterface
interface Births {

    /** A worker that runs from now on and tells of its closing commits. */
    Mortal start(LifeSettings settings, Closings closings);
}

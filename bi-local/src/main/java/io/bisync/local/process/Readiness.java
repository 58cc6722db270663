package io.bisync.local.process;

/** Asks a starting program whether it can be used already. */
@FunctionalInterface
public interface Readiness {

    /** True when it can be used; an exception counts as "not yet" and is named when the time is up. */
    boolean check() throws Exception;
}

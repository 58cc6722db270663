package io.bisync.proof.crash.member;

/** How a worker dies, and what it does meanwhile; any of its threads calls. */
interface KillSwitch {

    /** Passes a step; does not return where this pass is the last one. */
    void at(CrashPoint point);

    /** Whether this pass of a step is the last one: who asks has to {@link #die} then. */
    boolean burns(CrashPoint point);

    /** Never returns. */
    void die(CrashPoint point);

    /** Returns while it lives: no code of a dead worker may have an effect. */
    void live();

    /** A draw of its seed. */
    int dice(int below);

    /** The closing commit of at least one range is acknowledged. */
    void closed();
}

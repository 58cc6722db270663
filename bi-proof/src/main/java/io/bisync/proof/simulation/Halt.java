package io.bisync.proof.simulation;

/** Unwinds a worker that died, or whose schedule is over; made once, without a stack. */
@SuppressWarnings("serial")
final class Halt extends Error {

    static final Halt HALT = new Halt();

    private Halt() {
        super("halt", null, false, false);
    }
}

package io.bisync.proof.simulation;

/** Unwinds a worker that died, or whose schedule is over; without a stack, as there are many. */
@SuppressWarnings("serial")
final class Stopped extends Error {

    Stopped() {
        super("halt", null, false, false);
    }
}

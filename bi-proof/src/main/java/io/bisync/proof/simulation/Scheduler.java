package io.bisync.proof.simulation;

import java.util.concurrent.locks.LockSupport;

/**
 * Several flows of control of which exactly one runs: whoever has the baton. So a worker can be left in the middle of any
 * call on a port while others go on, and the same seed still gives the same schedule.
 */
final class Scheduler {

    private final Thread[] threads;
    private volatile int holder;
    private volatile boolean closed;

    /** Strand 0 is the calling thread; each of the others runs its body once per baton it gets at its base. */
    Scheduler(int others, Body body) {
        threads = new Thread[others + 1];
        threads[0] = Thread.currentThread();
        for (var i = 1; i <= others; i++) {
            var strand = i;
            threads[i] = Thread.ofVirtual().name("worker-" + strand).unstarted(() -> {
                await(strand);
                while (!closed) {
                    body.run(strand);
                    pass(strand, 0);
                }
            });
        }
        for (var i = 1; i <= others; i++) {
            threads[i].start();
        }
    }

    /** What a strand does from its base. */
    @FunctionalInterface
    interface Body {
        void run(int strand);
    }

    /** Gives the baton away and comes back when it has it again. */
    void pass(int from, int to) {
        holder = to;
        LockSupport.unpark(threads[to]);
        await(from);
    }

    /** Ends the others; each must be at its base. */
    void close() {
        closed = true;
        for (var i = 1; i < threads.length; i++) {
            holder = i;
            LockSupport.unpark(threads[i]);
        }
    }

    private void await(int strand) {
        while (holder != strand && !closed) {
            LockSupport.park(this);
        }
    }
}

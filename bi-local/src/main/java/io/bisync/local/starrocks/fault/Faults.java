package io.bisync.local.starrocks.fault;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** All switches of a stand-in, and the gate at which its late loads and silent answers wait. */
public final class Faults {

    private final List<FaultSwitch> switches = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(1);

    /** Lets the next loads meet a fault. */
    public FaultSwitch next(int loads, Fault fault) {
        return add(FaultSwitch.of(fault, loads));
    }

    /** Lets the next loads of such a table and label meet a fault; {@code *} stands for any characters. */
    public FaultSwitch next(int loads, Fault fault, String table, String label) {
        return add(FaultSwitch.of(fault, loads).on(table, label));
    }

    private FaultSwitch add(FaultSwitch added) {
        switches.add(added);
        return added;
    }

    /** All switches since the last {@link #clear}, used up or not. */
    public List<FaultSwitch.State> states() {
        return switches.stream().map(FaultSwitch::state).toList();
    }

    /** Turns everything off and lets go what waits. */
    public void clear() {
        switches.forEach(FaultSwitch::off);
        switches.clear();
        release();
    }

    /** Lets go whatever waits now: late loads, silent answers, slow redirects, rows that are not visible yet. */
    public synchronized void release() {
        var old = gate;
        gate = new CountDownLatch(1);
        old.countDown();
    }

    /** The fault of a phase that strikes this load, if one does. */
    public <F extends Fault> @Nullable F strike(Class<F> phase, String table, String label) {
        for (var candidate : switches) {
            if (phase.isInstance(candidate.fault()) && candidate.strikes(table, label)) {
                return phase.cast(candidate.fault());
            }
        }
        return null;
    }

    /** Waits that long or until the next release. */
    public void hold(Duration atMost) {
        try {
            gate.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

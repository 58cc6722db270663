package io.bisync.proof.simulation;

/** How often which fault really struck and at which point a worker really died. */
final class Tally {

    final long[] faults = new long[FaultKind.values().length];
    final long[] crashes = new long[CrashPoint.values().length];

    void hit(FaultKind fault) {
        faults[fault.ordinal()]++;
    }

    void hit(CrashPoint point) {
        crashes[point.ordinal()]++;
    }

    void add(Tally other) {
        for (var i = 0; i < faults.length; i++) {
            faults[i] += other.faults[i];
        }
        for (var i = 0; i < crashes.length; i++) {
            crashes[i] += other.crashes[i];
        }
    }
}

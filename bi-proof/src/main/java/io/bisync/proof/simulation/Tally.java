package io.bisync.proof.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** How often which fault really struck and at which point a worker really died. */
final class Tally {

    private final Map<FaultKind, long[]> faults = new EnumMap<>(FaultKind.class);
    private final Map<CrashPoint, long[]> crashes = new EnumMap<>(CrashPoint.class);
    private long spareLetters;

    Tally() {
        for (var fault : FaultKind.values()) {
            faults.put(fault, new long[1]);
        }
        for (var point : CrashPoint.values()) {
            crashes.put(point, new long[1]);
        }
    }

    void hit(FaultKind fault) {
        Objects.requireNonNull(faults.get(fault))[0]++;
    }

    void hit(CrashPoint point) {
        Objects.requireNonNull(crashes.get(point))[0]++;
    }

    /** A record that is in the table was rejected as well: the known limit where StarRocks forgets labels. */
    void spareLetter() {
        spareLetters++;
    }

    long spareLetters() {
        return spareLetters;
    }

    long hits(FaultKind fault) {
        return Objects.requireNonNull(faults.get(fault))[0];
    }

    long hits(CrashPoint point) {
        return Objects.requireNonNull(crashes.get(point))[0];
    }

    void add(Tally other) {
        faults.forEach((fault, hits) -> hits[0] += other.hits(fault));
        crashes.forEach((point, hits) -> hits[0] += other.hits(point));
        spareLetters += other.spareLetters;
    }
}

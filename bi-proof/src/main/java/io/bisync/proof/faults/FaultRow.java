package io.bisync.proof.faults;

import java.time.Duration;
import java.util.List;

/**
 * One row of the fault kit's report.
 *
 * @param kit the part of the kit: simulation, crashes, processes, services, broker
 * @param fault the fault by its row in docs/reliability.md and in a few words, such as {@code C07 body sent, no answer}
 * @param injected how often it was injected
 * @param struck how often it really hit what it was aimed at
 * @param lost records that were acknowledged and are neither in the tables nor dead letters
 * @param doubled rows that are in the tables more often than once, or were loaded again where they must not be
 * @param outOfOrder rows that went back to an older version
 * @param recoveries from each fault's end to the first commit after it, where that is measured
 */
public record FaultRow(
        String kit,
        String fault,
        long injected,
        long struck,
        long lost,
        long doubled,
        long outOfOrder,
        List<Duration> recoveries) {

    public FaultRow {
        recoveries = recoveries.stream().sorted().toList();
    }

    /** A fault that never struck shows nothing, so such a row is no good either. */
    public boolean good() {
        return struck > 0 && lost == 0 && doubled == 0 && outOfOrder == 0;
    }

    /** The recovery time that so many per cent of the faults did not exceed; zero where none was measured. */
    public Duration recovery(int percent) {
        return recoveries.isEmpty()
                ? Duration.ZERO
                : recoveries.get(Math.max(0, (recoveries.size() * percent + 99) / 100 - 1));
    }

    /** As one line for a person. */
    public String line() {
        var recovered = recoveries.isEmpty()
                ? ""
                : ", recovered in %d ms (median), %d ms (95 %%), %d ms (most)"
                        .formatted(
                                recovery(50).toMillis(),
                                recovery(95).toMillis(),
                                recovery(100).toMillis());
        return "%s %s: injected %d, struck %d, lost %d, doubled %d, out of order %d%s%s"
                .formatted(
                        kit,
                        fault,
                        injected,
                        struck,
                        lost,
                        doubled,
                        outOfOrder,
                        recovered,
                        good() ? "" : struck == 0 ? " NEVER STRUCK" : " VIOLATED");
    }
}

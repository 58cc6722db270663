package io.bisync.proof.dedup;

import java.util.ArrayList;
import java.util.List;

/** The figures of all kinds, and beside them what is often said of the same. */
record DedupOutcome(List<DedupFigures> figures) {

    /** A billion events a day, within an hour. */
    private static final double AN_HOUR = 1e9 / 24;

    /** What is said to be enough for them. */
    private static final double SAID_MB = 29;

    List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add("%-10s %12s %12s %12s %9s %9s %9s %9s"
                .formatted("events/s", "two-phase", "2 threads", "idempotent", "B/id", "store", "ns new", "recovery"));
        for (var it : figures) {
            lines.add("%-10s %,12.0f %,12.0f %,12.0f %9.1f %9.1f %9.0f %9s"
                    .formatted(
                            it.kind(),
                            it.twoPhase(),
                            it.twoPhaseByTwo(),
                            it.idempotent(),
                            it.bytesAnId(),
                            it.storeBytesAnId(),
                            it.newLookup(),
                            it.recoverySeconds() == 0 ? "" : "%.2f s".formatted(it.recoverySeconds())));
        }
        for (var it : figures) {
            lines.add(
                    "%-10s a new id: %.0f ns by the table, %.0f ns by a Bloom filter of %.1f bytes an id, which leaves %.2f %% to the table"
                            .formatted(
                                    it.kind(),
                                    it.newLookup(),
                                    it.filteredLookup(),
                                    it.filterBytesAnId(),
                                    100 * it.askedInVain()));
        }
        var last = figures.getLast();
        lines.add("an id of five names by SHA-256: %.0f ns; %,d ids left the window of %,d meanwhile"
                .formatted(last.hash(), last.forgotten(), last.ids()));
        lines.add("a billion events a day within an hour: %,.0f MB by these figures (%s), and not %.0f MB"
                .formatted(AN_HOUR * last.bytesAnId() / 1e6, last.kind(), SAID_MB));
        return lines;
    }
}

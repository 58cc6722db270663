package io.bisync.proof.lane;

import java.util.List;
import java.util.stream.Stream;

/**
 * One row of the benchmark.
 *
 * @param workMillis so long each record was worked on
 * @param records so many there were
 * @param plain records a second of a listener with a consumer for each partition
 * @param lanes records a second of a listener in lanes
 * @param shared records a second of a share group
 */
record LaneFigures(int workMillis, int records, double plain, double lanes, double shared) {

    private static final String HEADING = "%8s %9s %18s %18s %18s %13s %13s"
            .formatted(
                    "work",
                    "records",
                    "plain records/s",
                    "lanes records/s",
                    "shared records/s",
                    "lanes/plain",
                    "shared/plain");

    /** What lanes gain beside the plain listener of the same run. */
    public double lanesByPlain() {
        return lanes / plain;
    }

    /** What a share group gains beside it. */
    public double sharedByPlain() {
        return shared / plain;
    }

    static List<String> table(List<LaneFigures> rounds) {
        return Stream.concat(Stream.of(HEADING), rounds.stream().map(LaneFigures::text))
                .toList();
    }

    private String text() {
        return "%5d ms %,9d %,18.0f %,18.0f %,18.0f %13.2f %13.2f"
                .formatted(workMillis, records, plain, lanes, shared, lanesByPlain(), sharedByPlain());
    }
}

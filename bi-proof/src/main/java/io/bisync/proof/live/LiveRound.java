package io.bisync.proof.live;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What one rate of changes came to.
 *
 * @param rate changes of orders a second
 * @param seconds how long it went on
 * @param made how many changes were made; those that are missing among {@code changes} did not arrive
 * @param changes those that arrived
 * @param loads loads of all tables that became visible meanwhile
 * @param rows rows in them
 */
record LiveRound(int rate, double seconds, int made, List<Change> changes, long loads, long rows) {

    private static final String HEADING =
            "changes/s     made  arrived   change → Kafka ms: p50    p95    p99   change → row ms: p50    p95    p99   loads/s  rows/load";

    /** As lines for a person. */
    static List<String> table(List<LiveRound> rounds) {
        return Stream.concat(Stream.of(HEADING), rounds.stream().map(LiveRound::text))
                .toList();
    }

    /** As a line below {@link #HEADING}. */
    String text() {
        return "%9d %8d %8d %25d %6d %6d %24d %6d %6d %9.2f %10.1f"
                .formatted(
                        rate,
                        made,
                        changes.size(),
                        percentile(50, Change::untilKafka),
                        percentile(95, Change::untilKafka),
                        percentile(99, Change::untilKafka),
                        percentile(50, Change::untilRow),
                        percentile(95, Change::untilRow),
                        percentile(99, Change::untilRow),
                        loads / seconds,
                        loads == 0 ? 0 : (double) rows / loads);
    }

    /** The smallest value that so many of a hundred changes do not exceed; -1 where nothing arrived. */
    long percentile(int percent, ToLongFunction<Change> of) {
        var sorted = changes.stream().mapToLong(of).sorted().toArray();
        return sorted.length == 0 ? -1 : sorted[Math.ceilDiv(sorted.length * percent, 100) - 1];
    }
}

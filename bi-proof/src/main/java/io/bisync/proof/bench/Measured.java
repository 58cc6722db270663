package io.bisync.proof.bench;

import org.jspecify.annotations.Nullable;

/**
 * What one process found in the measured part.
 *
 * @param rounds polls that brought records
 * @param loads requests with rows
 * @param bytes bytes of their bodies
 * @param collectionMillis time in collections, warm-up included
 * @param heapPeak the largest heap that a collection left
 * @param heapLive the heap after a collection at the end, before anything was closed
 * @param heapFull the largest heap that a full collection left, 0 if there was none
 * @param resident the most memory the process ever had
 * @param trickle how late single orders arrived, null where that was not tried
 */
record Measured(
        String variant,
        long records,
        double cpuSeconds,
        double wallSeconds,
        long rounds,
        long loads,
        long rows,
        long bytes,
        long collectionMillis,
        long heapPeak,
        long heapFull,
        long heapLive,
        long resident,
        @Nullable Trickle trickle) {

    /**
     * Single orders after the backlog.
     *
     * @param records how many were published
     * @param slowestMillis from before the publishing to after the commit of its load, the slowest
     * @param meanMillis the same, the mean
     */
    record Trickle(int records, long slowestMillis, long meanMillis) {}

    double cpuPerMillion() {
        return cpuSeconds / records * 1e6;
    }

    double recordsPerSecond() {
        return records / wallSeconds;
    }

    double rowsPerLoad() {
        return loads == 0 ? 0 : (double) rows / loads;
    }
}

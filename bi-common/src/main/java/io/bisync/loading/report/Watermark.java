package io.bisync.loading.report;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Tells up to when a topic is loaded although it never stands still: notes where its partitions end, and once everything
 * below is loaded, the instant of that note. A lag of zero would never be met under steady traffic.
 */
final class Watermark {

    /** Whether all records of a partition, up to an end, are loaded for certain. */
    @FunctionalInterface
    interface Loaded {
        boolean upTo(TopicPartition partition, long end);
    }

    private @Nullable Instant notedAt;
    private @Nullable Instant drainedAt;
    private Map<TopicPartition, Long> noted = Map.of();

    /**
     * Takes a look.
     *
     * @param at an instant before the ends were asked for
     * @param ends where the partitions of this process end
     * @return everything that stood in these partitions at this instant is loaded; null when that is not known
     */
    @Nullable Instant look(Instant at, Map<TopicPartition, Long> ends, Loaded loaded) {
        if (!noted.keySet().equals(ends.keySet())) {
            // Other partitions than before: what was known of the old ones says nothing about the new ones.
            notedAt = null;
            drainedAt = null;
        }
        if (isLoaded(ends, loaded)) {
            drainedAt = at;
            notedAt = null;
        } else if (notedAt != null && isLoaded(noted, loaded)) {
            drainedAt = notedAt;
            notedAt = null;
        }
        if (notedAt == null) {
            notedAt = at;
            noted = Map.copyOf(ends);
        }
        return drainedAt;
    }

    private static boolean isLoaded(Map<TopicPartition, Long> ends, Loaded loaded) {
        return ends.entrySet().stream().allMatch(end -> loaded.upTo(end.getKey(), end.getValue()));
    }
}

package io.bisync.loading;

import io.bisync.loading.range.OffsetMetadata;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Port to the consumer of one member of the group; every call happens on that consumer's thread. */
public interface Offsets {

    /**
     * A committed offset with what stands beside it.
     *
     * @param offset the next record to load
     * @param metadata a {@link OffsetMetadata} as text, or what somebody else wrote
     */
    record Committed(long offset, String metadata) {}

    /** What this member owns, as it knows. */
    Set<TopicPartition> assigned();

    /** The committed offsets; a partition without one is missing from the answer. */
    Map<TopicPartition, Committed> committed(Set<TopicPartition> partitions);

    /** The first offset of each partition that exists today. */
    Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions);

    /** The offset after the last record of each partition that can be read today. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions);

    /**
     * Commits all or throws.
     *
     * @throws CommitUnknownException when the outcome is not known: nobody may go by either
     */
    void commit(Map<TopicPartition, Committed> offsets);

    /** The offset of the next record that a poll gives. */
    long position(TopicPartition partition);

    /** Makes the next poll give the record at {@code offset}, or the first after it. */
    void seek(TopicPartition partition, long offset);

    /** Keeps polls from giving records of exactly these partitions; all others are let through. */
    void pauseOnly(Set<TopicPartition> partitions);

    /** How many records the broker holds beyond the position of an assigned partition, as far as known; else 0. */
    long lag(TopicPartition partition);

    /** The ids that topics have now; a topic's id is another one after it was deleted and made again. */
    Map<String, String> topicIds(Set<String> topics);

    /** Thrown when a commit may have happened or not. */
    final class CommitUnknownException extends RuntimeException {
        public CommitUnknownException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}

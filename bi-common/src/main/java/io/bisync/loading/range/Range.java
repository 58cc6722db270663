package io.bisync.loading.range;

import io.bisync.loading.range.OffsetMetadata.Intent;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The records of one partition between two offsets, {@code [from, to)}: what is loaded and committed as one.
 * It is what its intent says, not what the records say: markers and aborted records leave gaps.
 */
public sealed interface Range {

    /**
     * Where a range begins: a committed offset, and what is known there.
     *
     * @param partition topic and partition
     * @param topicId the topic's id, which changes when it is made anew
     * @param from the committed offset
     * @param rejectedBefore what was rejected right before it
     */
    record Start(TopicPartition partition, String topicId, long from, Rejections rejectedBefore) {

        /** What stands beside the committed offset, or is to; no intent where no range is open. */
        public OffsetMetadata metadata(int epoch, @Nullable Intent intent) {
            return new OffsetMetadata(topicId, epoch, rejectedBefore, intent);
        }

        /** The same with nothing to load before a later offset. */
        public Start at(long offset) {
            return new Start(partition, topicId, offset, rejectedBefore);
        }
    }

    /**
     * A range that nobody has sent.
     *
     * @param epoch raised for a deliberate reload
     * @param intent what has to be committed before its first byte is sent
     * @param records its record where it is a single one; of many, the rows are all that is needed
     */
    record Fresh(Start start, int epoch, Intent intent, List<ConsumerRecord<byte[], byte[]>> records) implements Range {

        @Override
        public AbortedLoads abortedLoads() {
            return AbortedLoads.NONE;
        }
    }

    /**
     * A range whose intent was found, not made, so that its loads may have been sent before.
     *
     * @param epoch the intent's
     * @param intent what stands beside the committed offset
     * @param abortedLoads what this member saw StarRocks refuse of it before
     * @param records all its records, by ascending offset
     */
    record Recovered(
            Start start,
            int epoch,
            Intent intent,
            AbortedLoads abortedLoads,
            List<ConsumerRecord<byte[], byte[]>> records)
            implements Range {}

    /** Where it begins. */
    Start start();

    /** Goes into its labels. */
    int epoch();

    /** What of it stands beside the committed offset while it is loaded. */
    Intent intent();

    /** The records that are still here. */
    List<ConsumerRecord<byte[], byte[]>> records();

    /** What this member saw StarRocks refuse of it before. */
    AbortedLoads abortedLoads();

    /** Topic and partition. */
    default TopicPartition partition() {
        return start().partition();
    }

    /** The committed offset. */
    default long from() {
        return start().from();
    }

    /** The offset to commit. */
    default long to() {
        return intent().to();
    }

    /** For log lines. */
    default String text() {
        return "[" + from() + "," + to() + ")";
    }
}

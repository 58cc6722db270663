package io.bisync.loading;

import io.bisync.loading.OffsetMetadata.Intent;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The records of one partition between two offsets, {@code [from, to)}: what is loaded and committed as one.
 * Once it is intended, the range is what the intent says, not what the records say: markers and aborted records leave gaps.
 *
 * @param partition topic and partition
 * @param topicId the topic's id, which changes when it is made anew
 * @param epoch raised for a deliberate reload
 * @param from the committed offset
 * @param to the offset to commit
 * @param rejectedBefore what was rejected right before this range
 * @param found the intent that was found, not made, so that its loads may have been sent before; null for a fresh range
 * @param abortedLoads what this member saw StarRocks refuse of it before
 * @param gathered the rows of the records before these that belong to the same fresh range, or null
 * @param records the records, by ascending offset; of a fresh range those of the last poll, or none
 */
public record Range(
        TopicPartition partition,
        String topicId,
        int epoch,
        long from,
        long to,
        Rejections rejectedBefore,
        @Nullable Intent found,
        AbortedLoads abortedLoads,
        @Nullable RangeRows gathered,
        List<ConsumerRecord<byte[], byte[]>> records) {

    String topic() {
        return partition.topic();
    }

    /** Whether its loads may have been sent before. */
    public boolean recovered() {
        return found != null;
    }

    /** The same range with only its first records, or with none of the last poll. */
    Range upTo(int count) {
        var end = count == 0
                ? records.getFirst().offset()
                : records.get(count - 1).offset() + 1;
        return new Range(
                partition,
                topicId,
                epoch,
                from,
                end,
                rejectedBefore,
                found,
                abortedLoads,
                gathered,
                records.subList(0, count));
    }

    /** The same range when its records are not needed any more, so that none of them is held back. */
    Range withoutRecords() {
        return new Range(partition, topicId, epoch, from, to, rejectedBefore, found, abortedLoads, gathered, List.of());
    }

    OffsetMetadata note(int epoch, @Nullable Intent intent) {
        return new OffsetMetadata(topicId, epoch, rejectedBefore, intent);
    }

    /** For log lines. */
    public String text() {
        return "[" + from + "," + to + ")";
    }
}

package io.bisync.loading;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of one partition between two offsets, {@code [from, to)}: what is loaded and committed as one.
 * The range is what the committed intent says, not what the records say: markers and aborted records leave gaps.
 *
 * @param partition topic and partition
 * @param topicId the topic's id, which changes when it is made anew
 * @param epoch raised for a deliberate reload
 * @param from the committed offset
 * @param to the offset to commit
 * @param asideBefore how many records in a row were set aside right before this range
 * @param recovered whether the intent was found, not made: its loads may have been sent before
 * @param records the records, by ascending offset
 */
public record Range(
        TopicPartition partition,
        String topicId,
        int epoch,
        long from,
        long to,
        int asideBefore,
        boolean recovered,
        List<ConsumerRecord<byte[], byte[]>> records) {

    String topic() {
        return partition.topic();
    }

    /** For log lines. */
    public String text() {
        return "[" + from + "," + to + ")";
    }
}

package io.bisync.loading;

import io.bisync.loading.DeadLetters.NotAcknowledgedException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Port to whoever knows which accounts are held, and to the topics where their records wait. */
public interface Holds {

    /** Whether an account may be held because of its records: only where somebody can lift the hold again. */
    boolean canBegin();

    /** Whether records of this account are not loaded now; asked for every record, so it answers at once. */
    boolean isHeld(String topic, String account);

    /** Whether somebody lifted the hold that began with this record. */
    boolean isLifted(TopicPartition partition, String account, long began);

    /**
     * Returns when all of them are acknowledged on the parked topic.
     *
     * @param group the consumer group that does not load them
     * @throws NotAcknowledgedException when one may not be there
     */
    void park(String group, List<ConsumerRecord<byte[], byte[]>> records);
}

package io.bisync.loading.range;

import io.bisync.loading.DeadLetters;
import io.bisync.loading.Holds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Accounts that a test holds and lets go, and what was parked for them. */
public final class HeldAccounts implements Holds {

    final Set<String> held = new HashSet<>();
    final Set<String> lifted = new HashSet<>();
    final List<ConsumerRecord<byte[], byte[]>> parked = new ArrayList<>();
    boolean fails;

    @Override
    public boolean canBegin() {
        return true;
    }

    @Override
    public boolean isHeld(String topic, String account) {
        return held.contains(account);
    }

    @Override
    public boolean isLifted(TopicPartition partition, String account, long began) {
        return lifted.contains(account + "@" + began);
    }

    @Override
    public void park(String group, List<ConsumerRecord<byte[], byte[]>> records) {
        if (fails) {
            throw new DeadLetters.NotAcknowledgedException("the parked topic is gone", new IllegalStateException());
        }
        parked.addAll(records);
    }

    /** From the range's first record on. */
    static AccountsInRange nobody(TopicPartition partition) {
        return AccountsInRange.fresh(partition, Rejections.NOTHING, new HeldAccounts(), Integer.MAX_VALUE);
    }
}

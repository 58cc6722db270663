package io.bisync.proof.simulation;

import io.bisync.loading.DeadLetters.NotAcknowledgedException;
import io.bisync.loading.Holds;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The parked topic, and who is held, as one worker knows it. */
final class ParkedTopic implements Holds {

    private final World world;
    private final Worker worker;
    private final boolean lies;

    ParkedTopic(World world, Worker worker, boolean lies) {
        this.world = world;
        this.worker = worker;
        this.lies = lies;
    }

    @Override
    public boolean canBegin() {
        return true;
    }

    @Override
    public boolean isHeld(String topic, String account) {
        return world.accounts.isHeld(account);
    }

    @Override
    public boolean isLifted(TopicPartition partition, String account, long began) {
        return world.accounts.isLifted(partition + " " + account + "@" + began);
    }

    @Override
    public void park(String group, List<ConsumerRecord<byte[], byte[]>> records) {
        try {
            publish(records);
        } catch (NotAcknowledgedException unacknowledged) {
            if (!lies) {
                throw unacknowledged;
            }
        }
    }

    private void publish(List<ConsumerRecord<byte[], byte[]>> records) {
        world.at(worker, CrashPoint.PARK_BEFORE);
        for (var record : records) {
            if (world.brokerDown || world.strikes(FaultKind.PARK_FAILED, 100)) {
                throw new NotAcknowledgedException("failed", new Stopped());
            }
            world.at(worker, CrashPoint.PARK_SENT);
            parked(record);
            if (world.strikes(FaultKind.PARK_UNACKED, 60)) {
                throw new NotAcknowledgedException("unacknowledged", new Stopped());
            }
        }
        world.at(worker, CrashPoint.PARK_ACKED);
    }

    private void parked(ConsumerRecord<byte[], byte[]> record) {
        for (var entry : world.topic.logs.get(record.partition())) {
            if (entry.offset() == record.offset()) {
                world.hit(FaultKind.RECORD_PARKED);
                if (world.tells()) {
                    world.tell(worker + " parks " + entry);
                }
                world.checker.parked(entry, world.accounts.mayBeParked(entry.account()));
            }
        }
    }
}

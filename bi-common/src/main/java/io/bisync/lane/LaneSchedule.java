package io.bisync.lane;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Which record of which key is worked on next, and up to where a partition may be committed. Records of one key are worked
 * on one after the other, in the order of their offsets; no more than a number of records at once; a record that waits for
 * its next attempt holds its key and no worker. No threads and no clock: its owner has both, and a lock around it.
 */
final class LaneSchedule {

    /**
     * A partition as one consumer has it: for a moment two may, when the first one does not yet know that it lost it.
     *
     * @param owner the consumer
     */
    record Claim(Object owner, TopicPartition partition) {}

    private final int bound;
    private final Map<Claim, Window> windows = new HashMap<>();
    private final Map<Lane.Key, Lane> lanes = new HashMap<>();
    private final ArrayDeque<Lane> ready = new ArrayDeque<>();
    private int workers;
    private int atWork;

    /**
     * @param workers so many records are worked on at once
     * @param bound a partition with so many records from its oldest unfinished one on takes no more
     */
    LaneSchedule(int workers, int bound) {
        this.workers = workers;
        this.bound = bound;
    }

    /** Takes records of a partition, in the order of their offsets. */
    void add(Claim claim, List<? extends ConsumerRecord<?, ?>> records) {
        var window = windows.computeIfAbsent(claim, _ -> new Window());
        for (var record : records) {
            var lane = lanes.computeIfAbsent(Lane.Key.of(claim.partition(), record), Lane::new);
            var entry = new Entry(record, lane, window);
            window.add(entry);
            if (lane.add(entry)) {
                ready.add(lane);
            }
        }
    }

    /** The next record to work on; null where none is ready or all workers have one. */
    @Nullable Entry next() {
        while (atWork < workers && !ready.isEmpty()) {
            var entry = ready.remove().hold();
            if (entry != null) {
                entry.start();
                entry.window().started();
                atWork++;
                return entry;
            }
        }
        return null;
    }

    /** The record is handled, or Kafka has its dead letter. */
    void finished(Entry entry) {
        rests(entry);
        entry.finish();
        entry.window().finished();
        pass(entry.lane());
    }

    /** The record is tried again later. False where its partition left meanwhile: then nobody tries it here any more. */
    boolean postponed(Entry entry) {
        rests(entry);
        if (entry.window().isLeft()) {
            entry.queue();
            pass(entry.lane());
            return false;
        }
        entry.await();
        return true;
    }

    /** The record waits no longer; harmless where its partition left meanwhile. */
    void resumed(Entry entry) {
        if (entry.isWaiting() && entry.lane().isFirst(entry)) {
            entry.queue();
            entry.lane().release();
            ready.add(entry.lane());
        }
    }

    /** Whether there are as many records from the oldest unfinished one on as may be. */
    boolean isFull(Claim claim) {
        var window = windows.get(claim);
        return window != null && window.size() >= bound;
    }

    /** The oldest unfinished record, or null. */
    @Nullable Entry oldest(Claim claim) {
        var window = windows.get(claim);
        return window == null ? null : window.oldest();
    }

    /** The offset below which everything is finished, or null where no record was taken. */
    @Nullable Long prefix(Claim claim) {
        var window = windows.get(claim);
        return window == null ? null : window.prefix();
    }

    /** The partition goes: nothing of it is begun any more. What is at work goes on, and counts until it is forgotten. */
    void leave(Claim claim) {
        var window = windows.get(claim);
        if (window == null) {
            return;
        }
        window.leave();
        for (var entry : window.entries()) {
            var lane = entry.lane();
            if (lane.drop(window)) {
                ready.add(lane);
            } else if (lane.isEmpty()) {
                lanes.remove(lane.key(), lane);
            }
        }
    }

    /** How many of its records are at work. */
    int atWork(Claim claim) {
        var window = windows.get(claim);
        return window == null ? 0 : window.atWork();
    }

    /** Forgets what left; gives how many records another owner gets again. */
    long forget(Claim claim) {
        var window = windows.remove(claim);
        return window == null ? 0 : window.repeats();
    }

    int workers() {
        return workers;
    }

    void workers(int workers) {
        this.workers = workers;
    }

    int atWork() {
        return atWork;
    }

    /** The records that were taken and are not finished, and those behind an unfinished one. */
    int taken() {
        return windows.values().stream().mapToInt(Window::size).sum();
    }

    private void pass(Lane lane) {
        if (lane.advance()) {
            ready.add(lane);
        } else {
            lanes.remove(lane.key(), lane);
        }
    }

    private void rests(Entry entry) {
        atWork--;
        entry.window().rested();
    }
}

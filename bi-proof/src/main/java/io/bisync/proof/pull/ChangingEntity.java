package io.bisync.proof.pull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** An entity that changes at random, so many times a second in the mean. */
final class ChangingEntity {

    private final Duration pace;
    private final double perMilli;
    private final Random random;
    private final List<Long> unread = new ArrayList<>();
    private double next;
    private long changes;

    ChangingEntity(Duration pace, double least, double most, long seed) {
        this.pace = pace;
        this.random = new Random(seed);
        this.perMilli = least * Math.pow(most / least, random.nextDouble()) / 1_000;
        this.next = gap();
    }

    Duration pace() {
        return pace;
    }

    /** How many changes there were until it was asked last. */
    long changes() {
        return changes;
    }

    /** How many changes there are by now that nobody has read. */
    int unread(long now) {
        while (next <= now) {
            unread.add((long) next);
            changes++;
            next += gap();
        }
        return unread.size();
    }

    /** Reads all of them, and notes how old each is, in milliseconds; whether there was any. */
    boolean read(long now, List<Long> ages) {
        boolean moved = unread(now) > 0;
        unread.forEach(it -> ages.add(now - it));
        unread.clear();
        return moved;
    }

    private double gap() {
        return -Math.log(1 - random.nextDouble()) / perMilli;
    }
}

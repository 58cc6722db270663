package io.bisync.lane;

import io.bisync.account.ListenerStatus.FailedRecord;
import io.bisync.account.ListenerStatus.LastError;
import io.bisync.handler.Failures;
import io.bisync.lane.LaneSchedule.Claim;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workers of one listener: they take what its {@link LaneSchedule} gives, try it, and put it back. */
final class LaneWorkers {

    /** Tries a record, or sets it aside. */
    interface Handler {

        void handle(ConsumerRecord<?, ?> record) throws Exception;

        /** Returns when Kafka has the dead letter. */
        void setAside(ConsumerRecord<?, ?> record, Exception why);
    }

    /** Runs something later, once. */
    interface Timer {

        void after(Duration wait, Runnable task);
    }

    private static final Logger log = LoggerFactory.getLogger(LaneWorkers.class);

    private final LaneSettings settings;
    private final LaneSchedule schedule;
    private final Handler handler;
    private final LaneFailures failures;
    private final Executor threads;
    private final Timer timer;
    private final LaneMeters meters;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rested = lock.newCondition();
    private volatile @Nullable LastError lastError;

    LaneWorkers(
            LaneSettings settings,
            Handler handler,
            LaneFailures failures,
            Executor threads,
            Timer timer,
            LaneMeters meters,
            InstantSource clock) {
        this.settings = settings;
        this.schedule = new LaneSchedule(settings.workers(), settings.bound());
        this.handler = handler;
        this.failures = failures;
        this.threads = threads;
        this.timer = timer;
        this.meters = meters;
        this.clock = clock;
    }

    /** What failed last, or null; any thread may ask. */
    @Nullable LastError lastError() {
        return lastError;
    }

    void add(Claim claim, List<? extends ConsumerRecord<?, ?>> records) {
        locked(() -> {
            schedule.add(claim, records);
            start();
            return records.size();
        });
    }

    /** The offset below which everything is finished; null where no record was taken. */
    @Nullable Long prefix(Claim claim) {
        return locked(() -> schedule.prefix(claim));
    }

    /** The oldest unfinished record, or null. */
    @Nullable ConsumerRecord<?, ?> oldest(Claim claim) {
        return locked(() -> {
            var oldest = schedule.oldest(claim);
            return oldest == null ? null : oldest.record();
        });
    }

    /** The record until which it takes no more, or null. */
    @Nullable ConsumerRecord<?, ?> blocking(Claim claim) {
        return locked(() -> schedule.isFull(claim) ? oldest(claim) : null);
    }

    int workers() {
        return locked(schedule::workers);
    }

    /** So many records are worked on at once from now on; what is at work beyond it ends first. */
    void workers(int workers) {
        locked(() -> {
            schedule.workers(workers);
            start();
            return workers;
        });
    }

    int atWork() {
        return locked(schedule::atWork);
    }

    /** The records that were taken and are not finished, and those behind an unfinished one. */
    int taken() {
        return locked(schedule::taken);
    }

    /** Begins nothing of these claims any more, and waits for what is at work; false where that took too long. */
    boolean drain(Collection<Claim> claims) {
        lock.lock();
        try {
            claims.forEach(schedule::leave);
            start();
            var left = settings.drain().toNanos();
            while (isAtWork(claims) && left > 0) {
                left = rested.awaitNanos(left);
            }
            return !isAtWork(claims);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** The partitions are another's: what is not finished, or not committed, comes to their new owner. */
    void forget(Collection<Claim> claims) {
        var repeats = locked(() -> {
            claims.forEach(schedule::leave);
            start();
            return claims.stream().mapToLong(schedule::forget).sum();
        });
        meters.repeats(repeats);
    }

    private boolean isAtWork(Collection<Claim> claims) {
        return claims.stream().anyMatch(it -> schedule.atWork(it) > 0);
    }

    private <T extends @Nullable Object> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    private void start() {
        for (var entry = schedule.next(); entry != null; entry = schedule.next()) {
            var next = entry;
            threads.execute(() -> work(next));
        }
    }

    private void work(Entry entry) {
        var again = attempt(entry);
        locked(() -> {
            if (again == null) {
                schedule.finished(entry);
            } else if (schedule.postponed(entry)) {
                timer.after(again, () -> resume(entry));
            }
            start();
            rested.signalAll();
            return entry;
        });
    }

    private void resume(Entry entry) {
        locked(() -> {
            schedule.resumed(entry);
            start();
            return entry;
        });
    }

    /** How long to wait for the next attempt, or null when the record is through. */
    private @Nullable Duration attempt(Entry entry) {
        if (entry.rejection() == null) {
            try {
                handler.handle(entry.record());
                meters.handled();
                return null;
            } catch (Exception | LinkageError | AssertionError failed) {
                var wait = next(entry, failed instanceof Exception known ? known : new IllegalStateException(failed));
                if (wait != null) {
                    return wait;
                }
            }
        }
        return setAside(entry);
    }

    /** How long to wait for the next attempt, or null when there is none. */
    private @Nullable Duration next(Entry entry, Exception failure) {
        var wait = failures.next(entry, failure);
        failed("", entry.record(), failure);
        if (wait == null) {
            entry.reject(failure);
        } else {
            meters.retried();
        }
        return wait;
    }

    private @Nullable Duration setAside(Entry entry) {
        var rejection = entry.rejection();
        var record = entry.record();
        if (rejection == null) {
            return null;
        }
        try {
            handler.setAside(record, rejection);
            meters.setAside();
            failed("BI-LANE-02 ", record, rejection);
            log.warn(
                    "BI-LANE-02 {}-{} offset {} is set aside after {} attempts: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    entry.failures(),
                    Failures.name(rejection));
            return null;
        } catch (RuntimeException unacknowledged) {
            failed("BI-LANE-03 ", record, unacknowledged);
            log.warn(
                    "BI-LANE-03 The dead letter of {}-{} offset {} is not acknowledged, its key waits: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    Failures.name(unacknowledged));
            return failures.longestRetry();
        }
    }

    private void failed(String code, ConsumerRecord<?, ?> record, Exception failure) {
        var key = record.key() == null ? null : LaneHealthIndicator.key(record);
        lastError = new LastError(
                code + Failures.cause(failure).getClass().getSimpleName(),
                new FailedRecord(record.topic(), record.partition(), record.offset(), key),
                clock.instant());
    }
}

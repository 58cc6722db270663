package io.bisync.lane;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/** A record on its way through its lane. */
final class Entry {

    private enum State {
        QUEUED,
        AT_WORK,
        WAITING,
        DONE
    }

    private final ConsumerRecord<?, ?> record;
    private final Lane lane;
    private final Window window;
    private State state = State.QUEUED;

    /** Of the worker that has it, one after the other: how often it failed and what comes next. */
    private int failures;

    private @Nullable BackOffExecution backOff;

    /** It is set aside for this, as soon as Kafka has its dead letter. */
    private @Nullable Exception rejection;

    Entry(ConsumerRecord<?, ?> record, Lane lane, Window window) {
        this.record = record;
        this.lane = lane;
        this.window = window;
    }

    ConsumerRecord<?, ?> record() {
        return record;
    }

    long offset() {
        return record.offset();
    }

    Lane lane() {
        return lane;
    }

    Window window() {
        return window;
    }

    boolean isAtWork() {
        return state == State.AT_WORK;
    }

    boolean isWaiting() {
        return state == State.WAITING;
    }

    boolean isDone() {
        return state == State.DONE;
    }

    void start() {
        state = State.AT_WORK;
    }

    void await() {
        state = State.WAITING;
    }

    void queue() {
        state = State.QUEUED;
    }

    void finish() {
        state = State.DONE;
    }

    int failures() {
        return failures;
    }

    /** Counts a failure; the waits of one record belong together. */
    BackOffExecution failed(BackOff waits) {
        failures++;
        if (backOff == null) {
            backOff = waits.start();
        }
        return backOff;
    }

    @Nullable Exception rejection() {
        return rejection;
    }

    void reject(Exception why) {
        rejection = why;
    }
}

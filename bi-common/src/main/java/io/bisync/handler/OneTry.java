package io.bisync.handler;

import io.bisync.failure.Causes;
import io.bisync.handler.CommitFirst.UncommittedException;
import java.util.ArrayList;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.listener.RetryListener;

/**
 * What failed goes to the dead letter topic at once, as its offset is committed already. Only what could not be committed
 * comes again: nobody saw it.
 */
final class OneTry implements CommonErrorHandler {

    private final ConsumerRecordRecoverer deadLetters;
    private final RetryListener events;

    OneTry(ConsumerRecordRecoverer deadLetters, RetryListener events) {
        this.deadLetters = deadLetters;
        this.events = events;
    }

    @Override
    public boolean isAckAfterHandle() {
        return false;
    }

    @Override
    public boolean handleOne(
            Exception failure,
            ConsumerRecord<?, ?> record,
            Consumer<?, ?> consumer,
            MessageListenerContainer container) {
        if (isUncommitted(failure)) {
            return false;
        }
        setAside(record, failure);
        return true;
    }

    @Override
    @SuppressWarnings("unchecked") // they are the container's own
    public <K, V> ConsumerRecords<K, V> handleBatchAndReturnRemaining(
            Exception failure,
            ConsumerRecords<?, ?> records,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            Runnable invokeListener) {
        if (isUncommitted(failure)) {
            return (ConsumerRecords<K, V>) records;
        }
        // Nobody knows which of them the method is through with, unless it says so.
        var list = new ArrayList<ConsumerRecord<?, ?>>(records.count());
        records.forEach(list::add);
        list.stream().skip(Math.max(0, Narrowing.named(list, failure))).forEach(it -> setAside(it, failure));
        return ConsumerRecords.empty();
    }

    private void setAside(ConsumerRecord<?, ?> record, Exception failure) {
        try {
            deadLetters.accept(record, failure);
            events.recovered(record, failure);
        } catch (RuntimeException unacknowledged) {
            events.recoveryFailed(record, failure, unacknowledged);
        }
    }

    private static boolean isUncommitted(Throwable failure) {
        return Causes.of(failure).stream().anyMatch(UncommittedException.class::isInstance);
    }
}

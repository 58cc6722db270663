package io.bisync.handler;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.GenericMessageListener;
import org.springframework.kafka.listener.adapter.ShareRecordMessagingMessageListenerAdapter;

/**
 * Gives a method the records of a share group, but none that was given out more often than it may be tried: whoever had it
 * then ended, perhaps because of it.
 */
final class SharedListener implements GenericMessageListener<ConsumerRecord<byte[], byte[]>> {

    /** A record was given to members that never said what became of it. */
    static final class NeverEndedException extends RuntimeException {

        NeverEndedException(int deliveries) {
            super("The record was delivered %d times, and nobody said what became of it".formatted(deliveries));
        }
    }

    private final ShareRecordMessagingMessageListenerAdapter<byte[], byte[]> method;
    private final ListenerControl control;

    private SharedListener(ShareRecordMessagingMessageListenerAdapter<byte[], byte[]> method, ListenerControl control) {
        this.method = method;
        this.control = control;
    }

    @SuppressWarnings("unchecked") // the factory is for byte arrays alone
    static SharedListener of(ShareRecordMessagingMessageListenerAdapter<?, ?> method, ListenerControl control) {
        return new SharedListener((ShareRecordMessagingMessageListenerAdapter<byte[], byte[]>) method, control);
    }

    @Override
    public void onMessage(ConsumerRecord<byte[], byte[]> record) {
        var before = deliveries(record) - 1;
        if (before >= control.attempts()) {
            throw new NeverEndedException(before);
        }
        try {
            method.onShareRecord(record, null, null);
        } catch (LinkageError | AssertionError bug) {
            // An error would end the container.
            throw new IllegalStateException(bug);
        }
    }

    /** So often the record was given to a member, this time included. */
    static int deliveries(ConsumerRecord<?, ?> record) {
        return record.deliveryCount().map(Short::intValue).orElse(1);
    }
}

package io.bisync.handler;

import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.listener.RetryListener;
import org.springframework.kafka.listener.ShareConsumerRecordRecoverer;

/**
 * A record that failed is released, and given to any member again at once, until it was tried as often as it may be. Then
 * its dead letter is acknowledged, and after that the record is accepted. A dead letter that Kafka does not take holds its
 * consumer up: rejecting the record would lose it.
 */
final class SharedFailures implements ShareConsumerRecordRecoverer {

    private final ListenerControl control;
    private final MessageListenerContainer container;
    private final ConsumerRecordRecoverer deadLetters;
    private final RetryListener events;

    SharedFailures(
            ListenerControl control,
            MessageListenerContainer container,
            ConsumerRecordRecoverer deadLetters,
            RetryListener events) {
        this.control = control;
        this.container = container;
        this.deadLetters = deadLetters;
        this.events = events;
    }

    @Override
    public AcknowledgeType recover(ConsumerRecord<?, ?> record, Exception failure) {
        var deliveries = SharedListener.deliveries(record);
        if (deliveries < control.attempts() && !Failures.isFatal(failure)) {
            events.failedDelivery(record, failure, deliveries);
            return AcknowledgeType.RELEASE;
        }
        while (!isSetAside(record, failure)) {
            if (!isWaitedFor()) {
                return AcknowledgeType.RELEASE;
            }
        }
        return AcknowledgeType.ACCEPT;
    }

    private boolean isSetAside(ConsumerRecord<?, ?> record, Exception failure) {
        try {
            deadLetters.accept(record, failure);
            events.recovered(record, failure);
            return true;
        } catch (RuntimeException unacknowledged) {
            events.recoveryFailed(record, failure, unacknowledged);
            return false;
        }
    }

    /** False where the container stops meanwhile. */
    private boolean isWaitedFor() {
        try {
            ListenerUtils.stoppableSleep(
                    container, control.settings().firstRetry().toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
        return container.isRunning();
    }
}

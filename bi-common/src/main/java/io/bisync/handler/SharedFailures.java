package io.bisync.handler;

import io.bisync.account.ListenerStatus.FailedRecord;
import io.bisync.account.ListenerStatus.LastError;
import java.time.InstantSource;
import java.util.function.Consumer;
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
    private final Consumer<LastError> told;
    private final InstantSource clock;

    SharedFailures(
            ListenerControl control,
            MessageListenerContainer container,
            ConsumerRecordRecoverer deadLetters,
            RetryListener events,
            Consumer<LastError> told,
            InstantSource clock) {
        this.control = control;
        this.container = container;
        this.deadLetters = deadLetters;
        this.events = events;
        this.told = told;
        this.clock = clock;
    }

    @Override
    public AcknowledgeType recover(ConsumerRecord<?, ?> record, Exception failure) {
        var deliveries = SharedListener.deliveries(record);
        if (deliveries < control.attempts() && !Failures.isFatal(failure)) {
            events.failedDelivery(record, failure, deliveries);
            tell("", record, failure);
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
            tell("BI-HANDLE-02 ", record, failure);
            return true;
        } catch (RuntimeException unacknowledged) {
            events.recoveryFailed(record, failure, unacknowledged);
            tell("BI-HANDLE-03 ", record, unacknowledged);
            return false;
        }
    }

    private void tell(String code, ConsumerRecord<?, ?> record, Exception failure) {
        told.accept(new LastError(
                code + Failures.cause(failure).getClass().getSimpleName(),
                new FailedRecord(record.topic(), record.partition(), record.offset(), null),
                clock.instant()));
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

package io.bisync.handler;

import io.bisync.handler.Narrowing.Narrowed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.RetryListener;

/** Counts and tells what became of the records of one listener that failed. */
final class HandlerEvents implements RetryListener {

    private static final Logger log = LoggerFactory.getLogger(HandlerEvents.class);

    private final String listener;
    private final Counter retried;
    private final Counter rejected;
    private final Counter unacknowledged;

    HandlerEvents(String listener, MeterRegistry meters) {
        this.listener = listener;
        retried = counter(meters, "bi.handlers.records.retried", "Attempts that failed", listener);
        rejected =
                counter(meters, "bi.handlers.records.rejected", "Records that went to the dead letter topic", listener);
        unacknowledged = counter(
                meters, "bi.handlers.deadletters.unacknowledged", "Dead letters that Kafka did not take", listener);
    }

    private static Counter counter(MeterRegistry meters, String name, String description, String listener) {
        return Counter.builder(name)
                .description(description)
                .tag("listener", listener)
                .register(meters);
    }

    @Override
    public void failedDelivery(ConsumerRecord<?, ?> record, @Nullable Exception failure, int attempt) {
        if (!(failure instanceof Narrowed)) {
            retried.increment();
        }
    }

    @Override
    public void recovered(ConsumerRecord<?, ?> record, @Nullable Exception failure) {
        rejected.increment();
        log.warn(
                "BI-HANDLE-02 {}: {}-{} offset {} is set aside: {}",
                listener,
                record.topic(),
                record.partition(),
                record.offset(),
                Failures.name(failure));
    }

    @Override
    public void recoveryFailed(ConsumerRecord<?, ?> record, @Nullable Exception original, Exception failure) {
        unacknowledged.increment();
        log.error(
                "BI-HANDLE-03 {}: the dead letter of {}-{} offset {} is not acknowledged: {}",
                listener,
                record.topic(),
                record.partition(),
                record.offset(),
                Failures.name(failure));
    }
}

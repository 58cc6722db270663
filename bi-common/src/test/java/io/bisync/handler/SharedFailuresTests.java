package io.bisync.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.ListenerStatus.LastError;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultShareConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ShareKafkaMessageListenerContainer;
import org.springframework.messaging.converter.MessageConversionException;

class SharedFailuresTests {

    private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");

    private final List<Short> deadLetters = new ArrayList<>();
    private final ListenerControl control = new ListenerControl(
            "labels",
            new HandlerSettings(
                    3, Duration.ofMillis(1), Duration.ofMillis(1), Delivery.AT_LEAST_ONCE, Duration.ofSeconds(1)));
    private final Stoppable container = new Stoppable();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<LastError> told = new ArrayList<>();
    private int refusals;

    private final SharedFailures failures = new SharedFailures(
            control,
            container,
            (record, _) -> {
                if (refusals > 0) {
                    refusals--;
                    throw new IllegalStateException("no acknowledgement");
                }
                deadLetters.add(record.deliveryCount().orElseThrow());
            },
            new HandlerEvents("labels", meters),
            told::add,
            InstantSource.fixed(NOW));

    @Test
    void aRecordIsReleasedUntilItWasTriedAsOftenAsItMayAndAcceptedWithItsDeadLetter() {
        assertThat(failed(1)).isEqualTo(AcknowledgeType.RELEASE);
        assertThat(failed(2)).isEqualTo(AcknowledgeType.RELEASE);
        assertThat(failed(3)).isEqualTo(AcknowledgeType.ACCEPT);
        assertThat(deadLetters).containsExactly((short) 3);
        assertThat(told)
                .extracting(LastError::what)
                .containsExactly(
                        "IllegalStateException", "IllegalStateException", "BI-HANDLE-02 IllegalStateException");
    }

    @Test
    void whatCannotBeReadIsNotTriedAgain() {
        assertThat(failures.recover(record(1), new MessageConversionException("no label")))
                .isEqualTo(AcknowledgeType.ACCEPT);
        assertThat(deadLetters).hasSize(1);
    }

    @Test
    void noRecordIsAcceptedBeforeItsDeadLetterIsAcknowledged() {
        refusals = 3;

        assertThat(failed(3)).isEqualTo(AcknowledgeType.ACCEPT);

        assertThat(deadLetters).hasSize(1);
        assertThat(meters.get("bi.handlers.deadletters.unacknowledged")
                        .counter()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void whoStopsMeanwhileGivesTheRecordToOthers() {
        refusals = Integer.MAX_VALUE;
        container.running = false;

        assertThat(failed(3)).isEqualTo(AcknowledgeType.RELEASE);
        assertThat(deadLetters).isEmpty();
    }

    private AcknowledgeType failed(int deliveries) {
        return failures.recover(record(deliveries), new IllegalStateException("no"));
    }

    static ConsumerRecord<byte[], byte[]> record(int deliveries) {
        return new ConsumerRecord<>(
                "labels",
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                new byte[0],
                new byte[0],
                new RecordHeaders(),
                Optional.empty(),
                Optional.of((short) deliveries));
    }

    private static final class Stoppable extends ShareKafkaMessageListenerContainer<byte[], byte[]> {

        private boolean running = true;

        Stoppable() {
            super(new DefaultShareConsumerFactory<>(Map.of()), new ContainerProperties("labels"));
        }

        @Override
        public boolean isRunning() {
            return running;
        }
    }
}

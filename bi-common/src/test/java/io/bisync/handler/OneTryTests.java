package io.bisync.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.handler.CommitFirst.UncommittedException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.ListenerExecutionFailedException;

class OneTryTests {

    private final ListenerExecutionFailedException uncommitted =
            new ListenerExecutionFailedException("wrapped", new UncommittedException(new KafkaException("no answer")));

    private final List<Long> deadLetters = new ArrayList<>();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final KafkaMessageListenerContainer<byte[], byte[]> container = new KafkaMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(Map.of()), new ContainerProperties("parcels"));
    private final OneTry errors = new OneTry(
            (record, _) -> deadLetters.add(record.offset()), new HandlerEvents("parcels", new SimpleMeterRegistry()));

    @Test
    void whatNobodySawComesAgain() {
        assertThat(errors.handleOne(uncommitted, record(0), consumer, container))
                .isFalse();
        assertThat(batch(uncommitted).count()).isEqualTo(3);
        assertThat(deadLetters).isEmpty();
    }

    @Test
    void whatTheMethodSawIsADeadLetterAndComesNoMore() {
        assertThat(errors.handleOne(new IllegalStateException("no"), record(7), consumer, container))
                .isTrue();
        assertThat(deadLetters).containsExactly(7L);
    }

    @Test
    void ofABatchTheNamedRecordAndThoseBehindItAreDeadLetters() {
        assertThat(batch(new BatchListenerFailedException("no", 1)).isEmpty()).isTrue();
        assertThat(deadLetters).containsExactly(1L, 2L);
    }

    @Test
    void ofABatchThatNamesNoneAllAreDeadLetters() {
        assertThat(batch(new IllegalStateException("no")).isEmpty()).isTrue();
        assertThat(deadLetters).containsExactly(0L, 1L, 2L);
    }

    private ConsumerRecords<byte[], byte[]> batch(Exception failure) {
        var records = new ConsumerRecords<>(
                Map.of(new TopicPartition("parcels", 0), List.of(record(0), record(1), record(2))), Map.of());
        return errors.handleBatchAndReturnRemaining(failure, records, consumer, container, () -> {});
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return new ConsumerRecord<>("parcels", 0, offset, new byte[0], new byte[0]);
    }
}

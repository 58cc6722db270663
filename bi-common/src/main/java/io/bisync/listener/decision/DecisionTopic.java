package io.bisync.listener.decision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The topic of decisions: first everything that is there, then what comes. One thread at a time. */
final class DecisionTopic {

    private static final TopicPartition PARTITION = new TopicPartition(ListenerDecision.TOPIC, 0);
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(250);

    /** So many polls without a record are a broker that stands still. */
    private static final int EMPTY_POLLS = 40;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    DecisionTopic(Supplier<Consumer<byte[], byte[]>> consumers) {
        this.consumers = consumers;
    }

    /**
     * What came since it was read last; the first time, and after a failure, all that is there.
     *
     * @throws KafkaException when it cannot be read, the first time to its end
     */
    List<ConsumerRecord<byte[], byte[]>> read() {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try {
            var open = consumer;
            if (open == null) {
                open = consumers.get();
                consumer = open;
                readToEnd(open, records);
            } else {
                open.poll(POLL).forEach(records::add);
            }
            return records;
        } catch (KafkaException failed) {
            close();
            throw failed;
        }
    }

    /** Ends a reading that waits for a broker; any thread may. */
    void wakeUp() {
        var open = consumer;
        if (open != null) {
            open.wakeup();
        }
    }

    void close() {
        var open = consumer;
        consumer = null;
        if (open != null) {
            open.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private static void readToEnd(Consumer<byte[], byte[]> open, List<ConsumerRecord<byte[], byte[]>> records) {
        open.assign(List.of(PARTITION));
        open.seekToBeginning(List.of(PARTITION));
        var end = open.endOffsets(List.of(PARTITION), CALL).getOrDefault(PARTITION, 0L);
        var empty = 0;
        while (open.position(PARTITION, CALL) < end) {
            var polled = open.poll(POLL);
            polled.forEach(records::add);
            empty = polled.isEmpty() ? empty + 1 : 0;
            if (empty > EMPTY_POLLS) {
                throw new TimeoutException("The broker gives no records up to offset " + end);
            }
        }
    }
}

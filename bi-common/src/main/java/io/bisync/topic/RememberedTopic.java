package io.bisync.topic;

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

/**
 * A topic of which the last record of each key is kept ({@link TopicDeclaration#remembered}): first everything that is there,
 * then what comes. One thread at a time.
 */
public final class RememberedTopic {

    private static final Duration CALL = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(250);

    /** So many polls without a record are a broker that stands still. */
    private static final int EMPTY_POLLS = 40;

    private final TopicPartition partition;
    private final Supplier<? extends Consumer<byte[], byte[]>> consumers;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    /** Connects when it is read first. */
    public RememberedTopic(String topic, Supplier<? extends Consumer<byte[], byte[]>> consumers) {
        this.partition = new TopicPartition(topic, 0);
        this.consumers = consumers;
    }

    /**
     * What came since it was read last; the first time, and after a failure, all that is there.
     *
     * @throws KafkaException when it cannot be read, the first time to its end
     */
    public List<ConsumerRecord<byte[], byte[]>> read() {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        return reading(() -> {
            var open = consumer;
            if (open == null) {
                open = open();
                readTo(open, open.endOffsets(List.of(partition), CALL).getOrDefault(partition, 0L), records);
            } else {
                open.poll(POLL).forEach(records::add);
            }
            return records;
        });
    }

    /**
     * What came since it was read last, with everything before an offset. A transaction that is open there is waited for: its
     * records count or not.
     *
     * @throws KafkaException when it cannot be read so far
     */
    public List<ConsumerRecord<byte[], byte[]>> readTo(long end) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        return reading(() -> {
            var open = consumer;
            readTo(open == null ? open() : open, end, records);
            return records;
        });
    }

    /** Ends a reading that waits for a broker; any thread may. */
    public void wakeUp() {
        var open = consumer;
        if (open != null) {
            open.wakeup();
        }
    }

    public void close() {
        var open = consumer;
        consumer = null;
        if (open != null) {
            open.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private <T> T reading(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (KafkaException failed) {
            close();
            throw failed;
        }
    }

    private Consumer<byte[], byte[]> open() {
        var open = consumers.get();
        consumer = open;
        open.assign(List.of(partition));
        open.seekToBeginning(List.of(partition));
        return open;
    }

    private void readTo(Consumer<byte[], byte[]> open, long end, List<ConsumerRecord<byte[], byte[]>> records) {
        var empty = 0;
        while (open.position(partition, CALL) < end) {
            var polled = open.poll(POLL);
            polled.forEach(records::add);
            empty = polled.isEmpty() ? empty + 1 : 0;
            if (empty > EMPTY_POLLS) {
                throw new TimeoutException("The broker gives no records up to offset " + end);
            }
        }
    }
}

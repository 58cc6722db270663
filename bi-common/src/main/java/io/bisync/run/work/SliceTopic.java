package io.bisync.run.work;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.bisync.topic.RememberedTopic;
import io.bisync.topic.TopicDeclaration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/** How far the slices of a source are: what Kafka has of each, until it is loaded. */
public final class SliceTopic {

    static final String UNREADABLE = "BI-RUN-03";

    private static final Logger log = LoggerFactory.getLogger(SliceTopic.class);
    private static final DataSize LARGEST = DataSize.ofMegabytes(1);
    private static final long PATIENCE_SECONDS = 10;

    private final TopicPartition partition;
    private final RememberedTopic records;
    private final Admin admin;
    private final Map<Long, SliceRecord> last = new HashMap<>();

    /** @param consumers of what is committed */
    SliceTopic(String source, Supplier<? extends Consumer<byte[], byte[]>> consumers, Admin admin) {
        partition = new TopicPartition(name(source), 0);
        records = new RememberedTopic(partition.topic(), consumers);
        this.admin = admin;
    }

    /** As whoever works off slices of a source needs it. */
    static TopicDeclaration declaration(String source) {
        return TopicDeclaration.remembered(name(source), LARGEST);
    }

    static String name(String source) {
        return "erp." + source + ".slices";
    }

    /**
     * What was committed last of a slice that nobody publishes any more; null where there is nothing. Slices of others may be in
     * the middle of a page: what lies behind theirs is waited for.
     *
     * @throws KafkaException when the brokers do not answer
     */
    synchronized @Nullable SliceRecord last(long slice) throws InterruptedException {
        // Before the reading: where this fails the reader stays where it is, and so does what it has read.
        var end = end();
        try {
            records.readTo(end).forEach(this::take);
            return last.get(slice);
        } catch (KafkaException failed) {
            // All of it is read again.
            last.clear();
            throw failed;
        }
    }

    /** The record that goes with a page. */
    ProducerRecord<byte[], byte[]> record(long slice, SliceRecord record) {
        return new ProducerRecord<>(partition.topic(), key(slice), record.bytes());
    }

    /** The record after which nothing is known of a slice. */
    ProducerRecord<byte[], byte[]> forgotten(long slice) {
        return new ProducerRecord<>(partition.topic(), key(slice), null);
    }

    void close() {
        records.wakeUp();
        synchronized (this) {
            records.close();
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        var slice = slice(record.key());
        var said = record.value() == null ? null : SliceRecord.of(record.value());
        if (slice == null || (said == null && record.value() != null)) {
            log.atWarn()
                    .addKeyValue("code", UNREADABLE)
                    .log(
                            "{} {}@{} says nothing of a slice and is skipped",
                            UNREADABLE,
                            record.topic(),
                            record.offset());
        } else if (said == null) {
            last.remove(slice);
        } else {
            last.put(slice, said);
        }
    }

    /** With what is not committed: a reader of what is committed would stop before the first open transaction. */
    private long end() throws InterruptedException {
        try {
            return admin.listOffsets(
                            Map.of(partition, OffsetSpec.latest()),
                            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .partitionResult(partition)
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .offset();
        } catch (ExecutionException | TimeoutException unanswered) {
            throw new KafkaException("The brokers do not tell where " + partition + " ends", unanswered);
        }
    }

    private static byte[] key(long slice) {
        return Long.toString(slice).getBytes(US_ASCII);
    }

    private static @Nullable Long slice(byte @Nullable [] key) {
        try {
            return key == null ? null : Long.valueOf(new String(key, US_ASCII));
        } catch (NumberFormatException none) {
            return null;
        }
    }
}

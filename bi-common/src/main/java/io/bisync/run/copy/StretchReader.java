package io.bisync.run.copy;

import io.bisync.event.EventHeaders;
import io.bisync.run.Stretch;
import io.bisync.run.work.SliceStoppedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Reads the records of a stretch in their order, page by page. For one thread. */
final class StretchReader implements AutoCloseable {

    static final String GONE = "BI-RUN-06";

    /** Of a page: what one transaction takes. */
    private static final int MOST_RECORDS = 1_000;

    private static final long MOST_BYTES = 4 << 20;
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(250);

    /** So many polls without a record are a broker that stands still. */
    private static final int EMPTY_POLLS = 40;

    /** What lies between two wanted offsets is passed over, where that is more than a fetch brings anyway. */
    private static final long WORTH_A_SEEK = 500;

    /**
     * Records that lie side by side.
     *
     * @param next where the next page begins; at the end of the stretch after the last one
     */
    record Page(List<ConsumerRecord<byte[], byte[]>> records, long next) {}

    private final Stretch stretch;
    private final TopicPartition partition;
    private final Consumer<byte[], byte[]> consumer;
    private final Set<Long> only;
    private final Set<String> accounts;

    /** What was read and did not fit on the last page. */
    private final List<ConsumerRecord<byte[], byte[]>> ahead = new ArrayList<>();

    private StretchReader(Stretch stretch, Consumer<byte[], byte[]> consumer) {
        this.stretch = stretch;
        this.consumer = consumer;
        partition = new TopicPartition(stretch.topic(), stretch.partition());
        only = Set.copyOf(stretch.only());
        accounts = Set.copyOf(stretch.accounts());
    }

    /**
     * Opens a stretch at an offset of it.
     *
     * @param consumer reads what is committed, and fails where an offset is not there; it is closed with the reader
     * @throws SliceStoppedException when Kafka has not all of it any more
     */
    static StretchReader open(Stretch stretch, long from, Consumer<byte[], byte[]> consumer, Admin admin)
            throws SliceStoppedException, InterruptedException {
        var reader = new StretchReader(stretch, consumer);
        try {
            reader.seek(from, admin);
            return reader;
        } catch (SliceStoppedException | InterruptedException | RuntimeException unopened) {
            reader.close();
            throw unopened;
        }
    }

    private void seek(long from, Admin admin) throws SliceStoppedException, InterruptedException {
        requireSameTopic(admin);
        consumer.assign(List.of(partition));
        var first = stretch.only().stream()
                .filter(it -> it >= from)
                .findFirst()
                .orElse(stretch.only().isEmpty() ? from : stretch.to());
        var kept = consumer.beginningOffsets(List.of(partition), CALL).getOrDefault(partition, 0L);
        if (first < Math.min(kept, stretch.to())) {
            throw gone("begins at offset %d now".formatted(kept));
        }
        consumer.seek(partition, first);
    }

    private void requireSameTopic(Admin admin) throws SliceStoppedException, InterruptedException {
        try {
            var described = admin.describeTopics(List.of(stretch.topic()))
                    .allTopicNames()
                    .get(CALL.toSeconds(), TimeUnit.SECONDS);
            var topic = Objects.requireNonNull(described.get(stretch.topic()));
            if (!topic.topicId().toString().equals(stretch.topicId())) {
                throw gone("was made anew");
            }
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof UnknownTopicOrPartitionException) {
                throw gone("does not exist any more");
            }
            throw refused.getCause() instanceof KafkaException told
                    ? told
                    : new KafkaException("The brokers refuse an answer", refused);
        } catch (TimeoutException silent) {
            throw new KafkaException("The brokers do not answer", silent);
        }
    }

    /** Retention, or a person, was faster. */
    private SliceStoppedException gone(String how) {
        return SliceStoppedException.lasting(
                GONE,
                "Kafka has not all of %s any more, as the topic %s: begin a run of what it has, and load the rest from the ERP by a history run"
                        .formatted(stretch, how));
    }

    /**
     * The next records that are wanted; none where all that were left are not, or where the end is reached.
     *
     * @throws SliceStoppedException when Kafka has not all of it any more
     * @throws KafkaException when the brokers do not answer
     */
    Page next() throws SliceStoppedException {
        var page = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var bytes = 0L;
        var passed = 0;
        var empty = 0;
        while (page.size() < MOST_RECORDS && bytes < MOST_BYTES && passed < 20 * MOST_RECORDS) {
            if (ahead.isEmpty()) {
                if (position() >= stretch.to()) {
                    return new Page(page, stretch.to());
                }
                empty = poll() ? 0 : empty + 1;
                if (empty > EMPTY_POLLS) {
                    throw new KafkaException("The brokers give no records of " + stretch);
                }
                continue;
            }
            var record = ahead.removeFirst();
            passed++;
            if (record.offset() >= stretch.to()) {
                ahead.clear();
                return new Page(page, stretch.to());
            }
            if (isWanted(record)) {
                page.add(record);
                bytes += Math.max(0, record.serializedValueSize());
            }
        }
        return new Page(
                page,
                ahead.isEmpty()
                        ? Math.min(position(), stretch.to())
                        : ahead.getFirst().offset());
    }

    private boolean poll() throws SliceStoppedException {
        skip();
        try {
            var polled = consumer.poll(POLL);
            polled.forEach(ahead::add);
            return !polled.isEmpty();
        } catch (OffsetOutOfRangeException truncated) {
            throw gone("lost them while they were read");
        }
    }

    private void skip() {
        if (!only.isEmpty()) {
            var at = position();
            var next =
                    stretch.only().stream().filter(it -> it >= at).findFirst().orElse(stretch.to());
            if (next - at > WORTH_A_SEEK) {
                consumer.seek(partition, next);
            }
        }
    }

    private long position() {
        return consumer.position(partition, CALL);
    }

    private boolean isWanted(ConsumerRecord<byte[], byte[]> record) {
        return (only.isEmpty() || only.contains(record.offset()))
                && (accounts.isEmpty() || isOfThem(EventHeaders.account(record.headers(), record.key())));
    }

    private boolean isOfThem(@Nullable String account) {
        return account != null && accounts.contains(account);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}

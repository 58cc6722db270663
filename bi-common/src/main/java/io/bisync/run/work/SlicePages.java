package io.bisync.run.work;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.bisync.event.Event;
import io.bisync.event.EventHeaders;
import io.bisync.event.Transaction;
import io.bisync.event.TransactionalPublisher;
import io.bisync.run.Finding;
import io.bisync.run.SliceEnd;
import io.bisync.run.SliceProgress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** The pages of one slice on their way to Kafka, each with its progress in one transaction. */
final class SlicePages implements PageSink {

    private final HeldSlice held;
    private final TransactionalPublisher publisher;
    private final SliceTopic progress;
    private final LoadedEnds topics;
    private final RunMeters meters;
    private final Map<String, String> ids = new HashMap<>();
    private boolean done;
    private boolean moved;

    SlicePages(
            HeldSlice held,
            TransactionalPublisher publisher,
            SliceTopic progress,
            LoadedEnds topics,
            RunMeters meters) {
        this.held = held;
        this.publisher = publisher;
        this.progress = progress;
        this.topics = topics;
        this.meters = meters;
    }

    @Override
    public void publish(String topic, List<Event> events, @Nullable String cursor, long expected, int calls) {
        id(topic);
        page(
                cursor,
                transaction -> transaction.publish(topic, events, run()),
                () -> progress(
                        cursor,
                        events.size(),
                        expected,
                        calls,
                        bytes(events),
                        held.progress().found()));
    }

    @Override
    public void send(
            List<ProducerRecord<byte[], byte[]>> records, @Nullable String cursor, long expected, List<Finding> found) {
        var bytes = 0L;
        for (var record : records) {
            id(record.topic());
            record.headers().remove(EventHeaders.RUN).add(run());
            bytes += record.value() == null ? 0 : record.value().length;
        }
        var all = bytes;
        page(
                cursor,
                transaction -> records.forEach(transaction::send),
                () -> progress(cursor, records.size(), expected, 0, all, found));
    }

    @Override
    public void tell(long rows, @Nullable String cursor, long expected, int calls, List<Finding> found) {
        page(cursor, _ -> {}, () -> progress(cursor, rows, expected, calls, 0, found));
    }

    /** Behind the page. */
    private SliceProgress progress(
            @Nullable String cursor, long rows, long expected, int calls, long bytes, List<Finding> found) {
        var before = held.progress();
        return new SliceProgress(
                cursor,
                before.rows() + rows,
                expected,
                before.calls() + calls,
                before.bytes() + bytes,
                before.ends(),
                found);
    }

    private static long bytes(List<Event> events) {
        return events.stream().mapToLong(it -> it.value().length).sum();
    }

    private void page(@Nullable String cursor, Consumer<Transaction> content, Supplier<SliceProgress> behind) {
        var now = new AtomicReference<>(held.progress());
        meters.publishing(() -> publisher.inTransaction(transaction -> {
            content.accept(transaction);
            var at = behind.get();
            now.set(at.with(ends(at.ends(), transaction.acknowledged())));
            transaction.send(record(now.get(), cursor == null));
        }));
        meters.done(held.slice(), now.get().rows() - held.progress().rows());
        held.isAt(now.get());
        moved = true;
        done = cursor == null;
        if (!done) {
            held.requireHeld();
        }
    }

    /** A dead letter of it says whose it is. */
    private Header run() {
        return new RecordHeader(
                EventHeaders.RUN, Long.toString(held.slice().run()).getBytes(US_ASCII));
    }

    @Override
    public void await(Duration duration) throws InterruptedException {
        held.await(duration);
    }

    /** Says that there are no more pages, where the last one did not. */
    void end() {
        if (!done) {
            var at = held.progress();
            var end = progress(null, 0, at.expected(), 0, 0, at.found());
            publisher.inTransaction(transaction -> transaction.send(record(end, true)));
            held.isAt(end);
        }
    }

    /** Whether a page was published since it was begun. */
    boolean hasMoved() {
        return moved;
    }

    private ProducerRecord<byte[], byte[]> record(SliceProgress at, boolean isLast) {
        return progress.record(held.slice().id(), new SliceRecord(held.slice().fence(), at, isLast));
    }

    /** Asked once: a topic that is made anew meanwhile is noticed by the id that was noted. */
    private void id(String topic) {
        ids.computeIfAbsent(topic, name -> {
            try {
                var id = topics.ids(Set.of(name)).get(name);
                if (id == null) {
                    throw new KafkaException("There is no topic " + name);
                }
                return id;
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new SliceLeftException();
            }
        });
    }

    private List<SliceEnd> ends(Collection<SliceEnd> before, List<RecordMetadata> published) {
        Map<TopicPartition, SliceEnd> ends = new LinkedHashMap<>();
        before.forEach(it -> ends.put(new TopicPartition(it.topic(), it.partition()), it));
        for (var at : published) {
            ends.put(
                    new TopicPartition(at.topic(), at.partition()),
                    new SliceEnd(
                            at.topic(), Objects.requireNonNull(ids.get(at.topic())), at.partition(), at.offset() + 1));
        }
        return List.copyOf(ends.values());
    }
}

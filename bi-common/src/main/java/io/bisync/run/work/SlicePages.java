package io.bisync.run.work;

import io.bisync.event.Event;
import io.bisync.event.TransactionalPublisher;
import io.bisync.run.SliceEnd;
import io.bisync.run.SliceProgress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
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
        var id = id(topic);
        var before = held.progress();
        var now = new AtomicReference<>(before);
        meters.publishing(() -> publisher.inTransaction(transaction -> {
            transaction.publish(topic, events);
            now.set(new SliceProgress(
                    cursor,
                    before.rows() + events.size(),
                    expected,
                    before.calls() + calls,
                    before.bytes()
                            + events.stream().mapToLong(it -> it.value().length).sum(),
                    ends(before.ends(), id, transaction.acknowledged())));
            transaction.send(record(now.get(), cursor == null));
        }));
        held.isAt(now.get());
        meters.published(held.slice(), events.size());
        moved = true;
        done = cursor == null;
        if (!done) {
            held.requireHeld();
        }
    }

    @Override
    public void await(Duration duration) throws InterruptedException {
        held.await(duration);
    }

    /** Says that there are no more pages, where the last one did not. */
    void end() {
        if (!done) {
            var at = held.progress();
            var end = new SliceProgress(null, at.rows(), at.expected(), at.calls(), at.bytes(), at.ends());
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
    private String id(String topic) {
        return ids.computeIfAbsent(topic, name -> {
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

    private static List<SliceEnd> ends(Collection<SliceEnd> before, String id, List<RecordMetadata> published) {
        Map<TopicPartition, SliceEnd> ends = new LinkedHashMap<>();
        before.forEach(it -> ends.put(new TopicPartition(it.topic(), it.partition()), it));
        for (var at : published) {
            ends.put(
                    new TopicPartition(at.topic(), at.partition()),
                    new SliceEnd(at.topic(), id, at.partition(), at.offset() + 1));
        }
        return List.copyOf(ends.values());
    }
}

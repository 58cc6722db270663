package io.bisync.jushuitan.history;

import io.bisync.event.Event;
import io.bisync.jushuitan.pull.StopSignal;
import io.bisync.run.Finding;
import io.bisync.run.SliceProgress;
import io.bisync.run.work.PageSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Keeps what was published, and stops when as many pages came as it was told. */
final class CollectingPages implements PageSink {

    /** Stands for the kill of a process. */
    static final class Cut extends RuntimeException {}

    final List<Event> events = new ArrayList<>();
    final Set<String> topics = new HashSet<>();
    final List<SliceProgress> progress = new ArrayList<>();
    private int left = Integer.MAX_VALUE;

    /** After so many more pages it stops. */
    CollectingPages stopAfter(int pages) {
        left = pages;
        return this;
    }

    SliceProgress at() {
        return progress.isEmpty() ? SliceProgress.NONE : progress.getLast();
    }

    Set<String> ids() {
        var ids = new HashSet<String>();
        events.forEach(it -> ids.add(Objects.requireNonNull(it.id())));
        return ids;
    }

    @Override
    public void publish(String topic, List<Event> page, @Nullable String cursor, long expected, int calls) {
        topics.add(topic);
        events.addAll(page);
        tell(page.size(), cursor, expected, calls, List.of());
    }

    @Override
    public void send(
            List<ProducerRecord<byte[], byte[]>> records, @Nullable String cursor, long expected, List<Finding> found) {
        throw new UnsupportedOperationException("Nothing that asks an ERP copies records");
    }

    @Override
    public void tell(long rows, @Nullable String cursor, long expected, int calls, List<Finding> found) {
        SliceProgress before = at();
        progress.add(
                new SliceProgress(cursor, before.rows() + rows, expected, before.calls() + calls, 0, List.of(), found));
        if (--left == 0 && cursor != null) {
            throw new Cut();
        }
    }

    @Override
    public void await(Duration duration) throws InterruptedException {
        new StopSignal().await(duration);
    }
}

package io.bisync.run.copy;

import io.bisync.event.Event;
import io.bisync.run.Finding;
import io.bisync.run.SliceProgress;
import io.bisync.run.work.PageSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Keeps what was sent and told, and stops when as many pages came as it was told. */
final class CopiedPages implements PageSink {

    /** Stands for the kill of a process. */
    static final class Cut extends RuntimeException {}

    final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    int largest;
    private SliceProgress at = SliceProgress.NONE;
    private int left = Integer.MAX_VALUE;

    CopiedPages stopAfter(int pages) {
        left = pages;
        return this;
    }

    SliceProgress at() {
        return at;
    }

    @Override
    public void publish(String topic, List<Event> events, @Nullable String cursor, long expected, int calls) {
        throw new UnsupportedOperationException("Nothing that reads Kafka makes events");
    }

    @Override
    public void send(
            List<ProducerRecord<byte[], byte[]>> page, @Nullable String cursor, long expected, List<Finding> found) {
        records.addAll(page);
        largest = Math.max(largest, page.size());
        tell(page.size(), cursor, expected, 0, found);
    }

    @Override
    public void tell(long rows, @Nullable String cursor, long expected, int calls, List<Finding> found) {
        at = new SliceProgress(cursor, at.rows() + rows, expected, at.calls() + calls, 0, List.of(), found);
        if (--left == 0 && cursor != null) {
            throw new Cut();
        }
    }

    @Override
    public void await(Duration duration) {
        // It has time.
    }
}

package io.bisync.lane;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The records of one key, in the order of their offsets; the first one is worked on, or waits for its next attempt. */
final class Lane {

    /**
     * Of what a lane is: a key within its partition.
     *
     * @param own keys of bytes, which are compared by what they hold; a record without a key has a lane of its own
     */
    record Key(TopicPartition partition, Object own) {

        static Key of(TopicPartition partition, ConsumerRecord<?, ?> record) {
            return new Key(
                    partition,
                    switch (record.key()) {
                        case null -> new Keyless(record.offset());
                        case byte[] bytes -> ByteBuffer.wrap(bytes);
                        case Object other -> other;
                    });
        }
    }

    private record Keyless(long offset) {}

    private final Key key;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    /** Its first record is worked on or waits for its next attempt. */
    private boolean held;

    Lane(Key key) {
        this.key = key;
    }

    Key key() {
        return key;
    }

    /** Whether this made it ready. */
    boolean add(Entry entry) {
        entries.add(entry);
        return !held && entries.size() == 1;
    }

    /** The first record, which holds the lane from now on; null where all of it was dropped meanwhile. */
    @Nullable Entry hold() {
        held = !entries.isEmpty();
        return entries.peek();
    }

    /** Its first record waits no longer. */
    void release() {
        held = false;
    }

    /** Its first record is through; whether another one is ready. */
    boolean advance() {
        entries.poll();
        held = false;
        return !entries.isEmpty();
    }

    /** Drops the records of a window, but the one that is worked on; whether that made another one ready. */
    boolean drop(Window window) {
        var first = entries.peek();
        entries.removeIf(it -> it.window() == window && !it.isAtWork());
        if (first != null && first != entries.peek()) {
            var waited = held;
            held = false;
            return waited && !entries.isEmpty();
        }
        return false;
    }

    boolean isFirst(Entry entry) {
        return entries.peek() == entry;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }
}

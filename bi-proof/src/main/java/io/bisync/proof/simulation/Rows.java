package io.bisync.proof.simulation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.bisync.starrocks.LoadRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads the rows of a request's body back: which records they are of. */
final class Rows {

    private static final byte[] VERSION = "\"record_version\":".getBytes(US_ASCII);
    private static final byte[] PARTITION = "\"source_partition\":".getBytes(US_ASCII);
    private static final byte[] OFFSET = "\"source_offset\":".getBytes(US_ASCII);
    private static final byte[] ID = "\"id\":".getBytes(US_ASCII);
    private static final byte[] ITEM = "\"item\":".getBytes(US_ASCII);

    private final Topic topic;
    private final Buffer buffer = new Buffer();
    private int at;

    Rows(Topic topic) {
        this.topic = topic;
    }

    Load read(LoadRequest request, Worker worker) {
        buffer.reset();
        try {
            request.body().writeTo(buffer);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        var root = request.table().equals(Entry.ROOT);
        var load = new Load(
                request.label().value(), root, !request.mergeCondition().isEmpty(), worker);
        at = 0;
        for (var row = 0L; row < request.body().rows(); row++) {
            var version = number(VERSION);
            var partition = (int) number(PARTITION);
            var offset = number(OFFSET);
            var key = number(ID);
            var item = root ? -1 : (int) number(ITEM);
            load.add(entry(partition, offset, key, version), item);
        }
        return load;
    }

    private Entry entry(int partition, long offset, long key, long version) {
        for (var entry : topic.logs.get(partition)) {
            if (entry.offset() == offset && entry.key == key && entry.version == version) {
                return entry;
            }
        }
        throw new IllegalStateException("No record has the row p%d@%d".formatted(partition, offset));
    }

    private long number(byte[] name) {
        var bytes = buffer.bytes();
        while (!startsWith(bytes, name)) {
            at++;
        }
        at += name.length;
        var number = 0L;
        while (bytes[at] >= '0' && bytes[at] <= '9') {
            number = number * 10 + bytes[at] - '0';
            at++;
        }
        return number;
    }

    private boolean startsWith(byte[] bytes, byte[] name) {
        for (var i = 0; i < name.length; i++) {
            if (bytes[at + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    /** Gives its array without a copy. */
    private static final class Buffer extends ByteArrayOutputStream {
        Buffer() {
            super(8192);
        }

        byte[] bytes() {
            return buf;
        }
    }
}

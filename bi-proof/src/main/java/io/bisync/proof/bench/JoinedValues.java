package io.bisync.proof.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The values of a poll with newlines between them, and again from the front as often as the wanted length needs. */
final class JoinedValues extends AbstractHttpEntity {

    private static final int BUFFER = 64 << 10;

    private final Iterable<ConsumerRecord<byte[], byte[]>> records;
    private final byte[] buffer = new byte[BUFFER];
    private final long length;
    private int filled;

    /** @param growth how many bytes are sent for each byte of the values */
    JoinedValues(Iterable<ConsumerRecord<byte[], byte[]>> records, double growth) {
        super(ContentType.APPLICATION_JSON, null);
        this.records = records;
        long all = 0;
        for (var record : records) {
            all += record.value().length + 1;
        }
        this.length = (long) (all * growth);
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        long left = length;
        while (left > 0) {
            for (var record : records) {
                byte[] value = record.value();
                left -= add(value, (int) Math.min(value.length, left), out);
                if (left > 0) {
                    newline(out);
                    left--;
                }
            }
        }
        out.write(buffer, 0, filled);
        filled = 0;
    }

    private int add(byte[] value, int count, OutputStream out) throws IOException {
        int from = 0;
        while (from < count) {
            if (filled == BUFFER) {
                out.write(buffer, 0, filled);
                filled = 0;
            }
            int some = Math.min(count - from, BUFFER - filled);
            System.arraycopy(value, from, buffer, filled, some);
            filled += some;
            from += some;
        }
        return count;
    }

    private void newline(OutputStream out) throws IOException {
        if (filled == BUFFER) {
            out.write(buffer, 0, filled);
            filled = 0;
        }
        buffer[filled++] = '\n';
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public InputStream getContent() {
        throw new UnsupportedOperationException("The values are written, never read");
    }

    @Override
    public void close() {
        // Nothing is open: the values are in memory.
    }
}

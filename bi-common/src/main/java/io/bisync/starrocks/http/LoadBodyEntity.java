package io.bisync.starrocks.http;

import io.bisync.starrocks.LoadBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A load's rows as the body of a request, of known length and written straight to the connection. */
final class LoadBodyEntity extends AbstractHttpEntity {

    private final LoadBody body;

    LoadBodyEntity(LoadBody body, ContentType type) {
        super(type, null);
        this.body = body;
    }

    @Override
    public long getContentLength() {
        return body.length();
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
        throw new UnsupportedOperationException("The body of a load is written, never read");
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        body.writeTo(out);
    }

    @Override
    public void close() {
        // Nothing is open: the rows are in memory and belong to the caller.
    }
}

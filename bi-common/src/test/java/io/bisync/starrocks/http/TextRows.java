package io.bisync.starrocks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.starrocks.LoadBody;
import java.io.IOException;
import java.io.OutputStream;

/** A load's body from a text of so many rows. */
public record TextRows(String text, long rows) implements LoadBody {

    /** One row a line. */
    public static TextRows of(String... rows) {
        return new TextRows(String.join("\n", rows) + "\n", rows.length);
    }

    @Override
    public long length() {
        return text.getBytes(UTF_8).length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(text.getBytes(UTF_8));
    }
}

package io.bisync.starrocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;

/** A load's body from a text of JSON lines. */
public record JsonLines(String text) implements LoadBody {

    /** One row a line. */
    public static JsonLines of(String... rows) {
        return new JsonLines(String.join("\n", rows) + "\n");
    }

    @Override
    public long rows() {
        return text.lines().count();
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

package io.bisync.record;

import io.bisync.json.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * Members of rows as they will stand there, each with a comma before it. Neighbours that stand in the source just as they
 * will in the row are one run, and are copied at once.
 */
final class RowBuffer {

    private static final int NO_RUN = -1;
    private static final byte[] INSIDE = {',', '"'};
    private static final byte[] OUTSIDE = ",\"envelope.".getBytes(StandardCharsets.US_ASCII);

    private final JsonCopy copy;
    final Bytes bytes = new Bytes(1024);
    private int runFrom;
    private int runTo = NO_RUN;

    RowBuffer(boolean byName) {
        copy = new JsonCopy(byName);
    }

    /** Continues the run with what stands in the source between these places, or begins another. */
    void run(byte[] source, int from, int to) {
        if (from - 1 != runTo) {
            flush(source);
            runFrom = from;
        }
        runTo = to;
    }

    /** Copies the run, before anything else is written, and answers where all ends then. */
    int flush(byte[] source) {
        if (runTo == NO_RUN) {
            return bytes.size();
        }
        bytes.append(',', source, runFrom, runTo);
        runTo = NO_RUN;
        return bytes.size();
    }

    /** The name of a column, with the comma before and the colon behind it. */
    void name(byte[] source, byte[] prefix) {
        flush(source);
        bytes.append(prefix);
    }

    /** A value, behind its name. */
    void value(int flags, byte[] source, int from, int to) {
        if ((flags & RecordSlices.REWRITE) != 0) {
            copy.copy(source, from, to, bytes);
        } else {
            bytes.append((flags & RecordSlices.QUOTE) != 0, source, from, to);
        }
    }

    /** A member that nobody declared, in the entity or outside it in the envelope. */
    void undeclared(byte[] source, boolean outside, int nameFrom, int nameTo, int from, int to, boolean rewrite) {
        if (from == nameTo + 2 && !outside && !rewrite) {
            run(source, nameFrom - 1, to);
            return;
        }
        name(source, outside, nameFrom, nameTo);
        value(rewrite ? RecordSlices.REWRITE : 0, source, from, to);
    }

    /** A member that nobody declared, with a value that does not stand in the source. */
    void undeclared(byte[] source, boolean outside, int nameFrom, int nameTo, byte[] value) {
        name(source, outside, nameFrom, nameTo);
        value(RecordSlices.REWRITE, value, 0, value.length);
    }

    private void name(byte[] source, boolean outside, int nameFrom, int nameTo) {
        flush(source);
        bytes.append(outside ? OUTSIDE : INSIDE);
        bytes.append(source, nameFrom, nameTo);
        bytes.append('"');
        bytes.append(':');
    }

    /** A member whose value does not fit its declared column. */
    void odd(boolean outside, Field field, byte[] source, byte[] value, int from, int to, boolean rewrite) {
        flush(source);
        bytes.append(outside ? OUTSIDE : INSIDE);
        field.appendName(bytes);
        value(rewrite ? RecordSlices.REWRITE : 0, value, from, to);
    }

    void clear() {
        bytes.clear();
        runTo = NO_RUN;
    }
}

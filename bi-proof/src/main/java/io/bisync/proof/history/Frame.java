package io.bisync.proof.history;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request to a broker or one answer of it, byte for byte, and what a gate has to know of it. */
final class Frame {

    private static final short PRODUCE = 0;
    private static final short END_TRANSACTION = 26;

    /** Of a request: kind, version, number; of an answer: number. */
    private static final int NUMBER = 4;

    /** The id of the transaction comes soon after the head. */
    private static final int BEGINNING = 400;

    private static final Pattern SLICE = Pattern.compile("\\.slice\\.(\\d+)");
    /** Behind the id: the producer's number and epoch. */
    private static final int PRODUCER = Long.BYTES + Short.BYTES;

    private final byte[] bytes;

    Frame(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Null at the end of the connection. */
    static @Nullable Frame read(DataInputStream from) throws IOException {
        int length;
        try {
            length = from.readInt();
        } catch (EOFException end) {
            return null;
        }
        byte[] bytes = from.readNBytes(length);
        return bytes.length == length ? new Frame(bytes) : null;
    }

    void write(DataOutputStream to) throws IOException {
        to.writeInt(bytes.length);
        to.write(bytes);
        to.flush();
    }

    /** Of an answer: which request it answers. */
    int answers() {
        return ByteBuffer.wrap(bytes).getInt();
    }

    /** Of a request: what its answer is known by. */
    int number() {
        return ByteBuffer.wrap(bytes).getInt(NUMBER);
    }

    /** Of a request: the step at which it takes the page of a slice there; null where it is about no page. */
    @Nullable PageStep step() {
        return switch (ByteBuffer.wrap(bytes).getShort()) {
            case PRODUCE -> slice() == null ? null : PageStep.ANSWERED;
            case END_TRANSACTION -> commits() ? PageStep.WRITTEN : null;
            default -> null;
        };
    }

    /** Of a request: the slice that it is about. */
    @Nullable Long slice() {
        MatchResult id = id();
        return id == null ? null : Long.valueOf(id.group(1));
    }

    private boolean commits() {
        MatchResult id = id();
        return id != null && bytes[id.end() + PRODUCER] != 0;
    }

    /** The last one: the client's name may hold it too. */
    private @Nullable MatchResult id() {
        var beginning = new String(bytes, 0, Math.min(BEGINNING, bytes.length), ISO_8859_1);
        return SLICE.matcher(beginning).results().reduce((_, last) -> last).orElse(null);
    }
}

package io.bisync.registry;

import static io.bisync.registry.UnfitValueException.Defect.NO_PREFIX;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Confluent's wire format: a zero, the schema's id in four bytes, for Protobuf the place of the message in its file, then the
 * value. Pure.
 */
public final class WireFormat {

    private static final byte MAGIC = 0;
    private static final int PREFIX = 5;

    /** The deepest message within messages, and the largest number of one. */
    private static final int DEEPEST = 32;

    private static final int LARGEST = 100_000;
    private static final int LONGEST_NUMBER = 5;

    /**
     * What a value's prefix says.
     *
     * @param id the schema's
     * @param from where the rest begins
     */
    public record Prefix(int id, int from) {}

    /**
     * Which message of a Protobuf file a value is.
     *
     * @param path the message's number in the file, then in the message around it, and so on
     * @param from where the message begins
     */
    public record MessagePlace(List<Integer> path, int from) {}

    private WireFormat() {}

    /** A value with its prefix. */
    public static byte[] frame(int id, byte[] value) {
        return ByteBuffer.allocate(PREFIX + value.length)
                .put(MAGIC)
                .putInt(id)
                .put(value)
                .array();
    }

    /** A Protobuf message with its prefix; the first message of a file, the most usual one, is a single zero. */
    public static byte[] frame(int id, List<Integer> path, byte[] message) {
        var place = ByteBuffer.allocate(LONGEST_NUMBER * (path.size() + 1));
        if (path.equals(List.of(0))) {
            place.put((byte) 0);
        } else {
            putNumber(place, path.size());
            path.forEach(it -> putNumber(place, it));
        }
        place.flip();
        return ByteBuffer.allocate(PREFIX + place.limit() + message.length)
                .put(MAGIC)
                .putInt(id)
                .put(place)
                .put(message)
                .array();
    }

    /** Whether a value begins as one with a prefix; no JSON does. */
    public static boolean isFramed(byte[] value) {
        return value.length > 0 && value[0] == MAGIC;
    }

    /**
     * Reads the prefix.
     *
     * @throws UnfitValueException where there is none
     */
    public static Prefix cut(byte[] value) {
        if (!isFramed(value) || value.length < PREFIX) {
            throw new UnfitValueException(
                    NO_PREFIX,
                    "The value does not begin with a registry's prefix (a zero and four bytes of the schema's id)");
        }
        return new Prefix(ByteBuffer.wrap(value, 1, Integer.BYTES).getInt(), PREFIX);
    }

    /**
     * Reads the place of a Protobuf message, which stands behind the prefix.
     *
     * @throws UnfitValueException where there is none
     */
    public static MessagePlace place(byte[] value, int from) {
        var bytes = ByteBuffer.wrap(value, from, value.length - from);
        var count = number(bytes, DEEPEST);
        if (count == 0) {
            return new MessagePlace(List.of(0), bytes.position());
        }
        var path = new ArrayList<Integer>(count);
        for (var i = 0; i < count; i++) {
            path.add(number(bytes, LARGEST));
        }
        return new MessagePlace(List.copyOf(path), bytes.position());
    }

    private static void putNumber(ByteBuffer out, int number) {
        var rest = number << 1;
        while (rest > 0x7F) {
            out.put((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    /** A zigzag number from 0 to the largest one. */
    private static int number(ByteBuffer in, int largest) {
        long number = 0;
        for (var i = 0; i < LONGEST_NUMBER && in.hasRemaining(); i++) {
            var b = in.get();
            number |= (long) (b & 0x7F) << (7 * i);
            if (b >= 0) {
                if ((number & 1) == 1 || number >> 1 > largest) {
                    break;
                }
                return (int) (number >> 1);
            }
        }
        throw new UnfitValueException(
                NO_PREFIX, "The place of the Protobuf message behind the schema's id cannot be read");
    }
}

package io.bisync.registry.format;

import static io.bisync.registry.UnfitValueException.Defect.NOT_OF_ITS_SCHEMA;

import io.bisync.registry.UnfitValueException;
import java.util.Arrays;

/** Avro's binary encoding, read from one array: no length that a value claims is believed before the bytes are there. */
final class AvroBytes {

    private static final int LONGEST_NUMBER = 10;

    final byte[] source;
    private int at;

    AvroBytes(byte[] source, int from) {
        this.source = source;
        this.at = from;
    }

    boolean bool() {
        var b = source[advance(1)];
        if (b != 0 && b != 1) {
            throw unfit("a boolean is neither 0 nor 1");
        }
        return b == 1;
    }

    int integer() {
        var number = number();
        if (number != (int) number) {
            throw unfit("an int has more than 32 bits");
        }
        return (int) number;
    }

    /** A zigzag number of up to ten bytes. */
    long number() {
        var bits = 0L;
        for (var i = 0; i < LONGEST_NUMBER; i++) {
            var b = source[advance(1)];
            bits |= (long) (b & 0x7F) << (7 * i);
            if (b >= 0) {
                return (bits >>> 1) ^ -(bits & 1);
            }
        }
        throw unfit("a number has more than ten bytes");
    }

    int fourBytes() {
        var from = advance(Integer.BYTES);
        return (source[from] & 0xFF)
                | ((source[from + 1] & 0xFF) << 8)
                | ((source[from + 2] & 0xFF) << 16)
                | (source[from + 3] << 24);
    }

    long eightBytes() {
        return (fourBytes() & 0xFFFF_FFFFL) | ((long) fourBytes() << 32);
    }

    /** Passes bytes whose length stands before them; gives where they begin. */
    int passed() {
        var length = number();
        if (length < 0 || length > source.length) {
            throw unfit("a length is more than there is");
        }
        return advance((int) length);
    }

    byte[] bytes() {
        var from = passed();
        return Arrays.copyOfRange(source, from, at);
    }

    byte[] fixed(int length) {
        var from = advance(length);
        return Arrays.copyOfRange(source, from, at);
    }

    /** How many elements follow before the next count, 0 at the end. A negative count has the bytes of its block behind it. */
    long block() {
        var count = number();
        if (count < 0) {
            number();
            count = -count;
        }
        if (count < 0) {
            throw unfit("a block has more elements than can be counted");
        }
        return count;
    }

    /** Where the last that was passed ends. */
    int at() {
        return at;
    }

    void end() {
        if (at != source.length) {
            throw unfit("%d bytes stand behind its end".formatted(source.length - at));
        }
    }

    private int advance(int length) {
        if (length > source.length - at) {
            throw unfit("it ends too early");
        }
        var from = at;
        at += length;
        return from;
    }

    private static UnfitValueException unfit(String what) {
        return new UnfitValueException(NOT_OF_ITS_SCHEMA, "The value is none of its Avro schema: " + what);
    }
}

package io.bisync.record;

import io.bisync.json.Bytes;
import io.bisync.json.Words;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A declared name as it stands in JSON, with both quotes and the colon, ready to be compared in words. */
class QuotedName {

    final String name;

    /** How many bytes quotes, name and colon have. */
    final int length;

    private final byte[] padded;

    /** How many bytes {@link #stands} looks at. */
    private final int reach;

    private final long head;
    private final long headMask;
    private final long tail;

    QuotedName(String name) {
        this.name = name;
        padded = Words.padded(('"' + name + "\":").getBytes(StandardCharsets.UTF_8));
        length = padded.length - Words.SLACK;
        reach = Math.max(length, Words.SLACK);
        head = Words.at(padded, 0);
        headMask = length < Words.SLACK ? (1L << (8 * length)) - 1 : -1;
        tail = Words.at(padded, Math.max(0, length - Words.SLACK));
    }

    /** Whether it stands here, with nothing between quotes and colon; false also within eight bytes of the end. */
    final boolean stands(byte[] source, int at, int end) {
        if (at + reach > end || ((Words.at(source, at) ^ head) & headMask) != 0) {
            return false;
        }
        return length <= Words.SLACK || (Words.at(source, at + length - Words.SLACK) == tail && middle(source, at));
    }

    private boolean middle(byte[] source, int at) {
        for (int i = Words.SLACK; i < length - Words.SLACK; i += Words.SLACK) {
            if (Words.at(source, at + i) != Words.at(padded, i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether this is the bare name. */
    final boolean holds(byte[] bytes, int from, int to) {
        return Arrays.equals(padded, 1, length - 2, bytes, from, to);
    }

    /** Appends the name, its closing quote and the colon. */
    final void appendName(Bytes out) {
        out.append(padded, 1, length);
    }

    /** {@link Words#sample} of the bare name. */
    final int sample() {
        return Words.sample(padded, 1, length - 2);
    }
}

package io.bisync.record;

import io.bisync.json.NameSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names what stands where an entity's JSON should, as each of these has another cure. Asked only of what was refused. */
public final class Framing {

    private static final Set<String> CONNECT = Set.of("schema", "payload");

    /** The rejected that says more of this value, or the one that is known. */
    public static RejectedException named(byte @Nullable [] value, RejectedException rejected) {
        if (value == null) {
            return rejected;
        }
        return switch (rejected.defect) {
            case NOT_JSON, NOT_UTF8 -> {
                var what = what(value);
                yield what == null ? rejected : new RejectedException(rejected.defect, "The value " + what);
            }
            case NO_KEY, NO_VERSION, NO_ARRAY, WRONG_ENVELOPE ->
                isConnects(value)
                        ? new RejectedException(
                                Defect.WRONG_ENVELOPE,
                                "The value is Kafka Connect's wrapper of schema and payload; set value.converter.schemas.enable=false at the connector")
                        : rejected;
            default -> rejected;
        };
    }

    /** What a value is, by its first byte. */
    static String kind(byte[] source, int at, int end) {
        return switch (at < end ? source[at] : ' ') {
            case '{' -> "an object";
            case '[' -> "an array";
            case '"' -> holdsJson(source, at, end) ? "a string that holds JSON" : "a string";
            case 't', 'f' -> "a boolean";
            case 'n' -> "null";
            default -> "a number";
        };
    }

    private static @Nullable String what(byte[] value) {
        int first = unsigned(value, 0);
        int second = unsigned(value, 1);
        if (value.length == 0) {
            return "is empty";
        }
        if (first == 0xEF && second == 0xBB && unsigned(value, 2) == 0xBF) {
            return "begins with a byte order mark (EF BB BF), which JSON must not have";
        }
        if ((first == 0xFE && second == 0xFF)
                || (first == 0xFF && second == 0xFE)
                || (first == 0 && isAscii(second))
                || (isAscii(first) && second == 0)) {
            // A schema's number is below 2^24 in practice, so its first byte is never a letter.
            return "is UTF-16; JSON is UTF-8";
        }
        if (first == 0 && value.length > 5) {
            return "begins with a schema registry's wire format (a zero and the schema's number, %d); the topic needs plain JSON"
                    .formatted(second << 24 | unsigned(value, 2) << 16 | unsigned(value, 3) << 8 | unsigned(value, 4));
        }
        if (first == 0x1F && second == 0x8B) {
            return "is compressed (gzip); compression is the producer's setting compression.type";
        }
        int start = 0;
        while (start < value.length && isBlank(value[start])) {
            start++;
        }
        return switch (start < value.length ? value[start] : ' ') {
            case '"' ->
                holdsJson(value, start, value.length)
                        ? "is a JSON string that holds JSON: it was serialised twice"
                        : "is a string, not an object";
            case '[' -> "is an array, not an object: one record is one entity";
            case '<' -> "is markup (HTML or XML), not JSON";
            default -> null;
        };
    }

    private static boolean holdsJson(byte[] source, int quote, int end) {
        int i = quote + 1;
        while (i < end && isBlank(source[i])) {
            i++;
        }
        return i < end && (source[i] == '{' || source[i] == '[');
    }

    /** Whether the object's own names are exactly those of Connect's JSON converter. */
    private static boolean isConnects(byte[] value) {
        var scanner = new Scanner();
        scanner.start(value);
        var subtrees = new SubtreeChecker(scanner, new NameSet(), false);
        var names = new HashSet<String>();
        try {
            scanner.expect('{', "{");
            do {
                scanner.peek();
                scanner.string();
                names.add(new String(
                        value, scanner.from, scanner.to - scanner.from, java.nio.charset.StandardCharsets.UTF_8));
                scanner.expect(':', "colon");
                subtrees.check(1);
                if (names.size() > CONNECT.size()) {
                    return false;
                }
            } while (scanner.peek() == ',' && scanner.at++ < scanner.end);
        } catch (RejectedException broken) {
            return false;
        }
        return names.equals(CONNECT);
    }

    private static int unsigned(byte[] value, int at) {
        return at < value.length ? value[at] & 0xFF : -1;
    }

    private static boolean isAscii(int b) {
        return b >= ' ' && b < 0x7F;
    }

    private static boolean isBlank(int b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private Framing() {}
}

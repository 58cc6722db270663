package io.bisync.record;

import io.bisync.json.Bytes;
import io.bisync.json.Text;
import io.bisync.privacy.PersonalNames;

/**
 * Copies a checked subtree without whitespace and without personal members. A number that a double or a 64-bit integer
 * cannot hold becomes a string, and a NUL or half a surrogate pair becomes the six characters of its escape: StarRocks
 * would refuse or round them.
 */
final class JsonCopy {

    private static final int SAFE_INTEGER_LENGTH = 18;
    private static final int SAFE_FRACTION_LENGTH = 25;

    private final boolean byName;
    private final Bytes decoded = new Bytes(256);

    /** @param byName whether members whose name looks personal are left out */
    JsonCopy(boolean byName) {
        this.byName = byName;
    }

    static boolean keepsNumber(byte[] source, int from, int to, boolean integer, boolean exponent) {
        if (integer) {
            return to - from <= SAFE_INTEGER_LENGTH;
        }
        return !exponent ? to - from <= SAFE_FRACTION_LENGTH : Double.isFinite(value(source, from, to));
    }

    private static double value(byte[] source, int from, int to) {
        return Double.parseDouble(new String(source, from, to - from, java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    void copy(byte[] source, int from, int to, Bytes out) {
        var scanner = new Scanner();
        scanner.start(source);
        scanner.at = from;
        scanner.end = to;
        value(scanner, out);
    }

    private void value(Scanner in, Bytes out) {
        switch (in.peek()) {
            case '{' -> object(in, out);
            case '[' -> array(in, out);
            case '"' -> {
                in.string();
                if (in.forbidden) {
                    Text.respell(in.source, in.from - 1, in.to + 1, out);
                } else {
                    out.append(in.source, in.from - 1, in.to + 1);
                }
            }
            case 't' -> word(in, "true", out);
            case 'f' -> word(in, "false", out);
            case 'n' -> word(in, "null", out);
            default -> {
                in.number();
                if (keepsNumber(in.source, in.from, in.to, in.integer, in.exponent)) {
                    out.append(in.source, in.from, in.to);
                } else {
                    out.append('"');
                    out.append(in.source, in.from, in.to);
                    out.append('"');
                }
            }
        }
    }

    private static void word(Scanner in, String word, Bytes out) {
        in.literal(word);
        out.append(in.source, in.from, in.to);
    }

    private void object(Scanner in, Bytes out) {
        in.expect('{', "{");
        out.append('{');
        boolean first = true;
        int next = in.peek();
        while (next != '}') {
            in.peek();
            in.string();
            int nameFrom = in.from;
            int nameTo = in.to;
            boolean personal = personal(in);
            in.expect(':', "colon");
            int mark = out.size();
            if (!first) {
                out.append(',');
            }
            out.append(in.source, nameFrom - 1, nameTo + 1);
            out.append(':');
            value(in, out);
            if (personal) {
                out.truncate(mark);
            } else {
                first = false;
            }
            next = in.peek();
            if (next == ',') {
                in.at++;
            }
        }
        in.at++;
        out.append('}');
    }

    private boolean personal(Scanner in) {
        if (!byName) {
            return false;
        }
        if (!in.escaped) {
            return PersonalNames.looksPersonal(in.source, in.from, in.to);
        }
        decoded.clear();
        Text.decode(in.source, in.from, in.to, decoded);
        return PersonalNames.looksPersonal(decoded.array(), 0, decoded.size());
    }

    private void array(Scanner in, Bytes out) {
        in.expect('[', "[");
        out.append('[');
        boolean first = true;
        int next = in.peek();
        while (next != ']') {
            if (!first) {
                out.append(',');
            }
            first = false;
            value(in, out);
            next = in.peek();
            if (next == ',') {
                in.at++;
            }
        }
        in.at++;
        out.append(']');
    }
}

package io.bisync.json;

import java.nio.charset.StandardCharsets;

/** JSON strings as bytes: escapes out and in. Half a surrogate pair stands for no character. */
public final class Text {

    private static final int REPLACEMENT = 0xFFFD;
    private static final String BLANK = " \t\n\r";
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** Appends the inside of a JSON string with its escapes decoded to UTF-8. */
    public static void decode(byte[] source, int from, int to, Bytes out) {
        int i = from;
        while (i < to) {
            int b = source[i];
            if (b != '\\') {
                out.append(b);
                i++;
                continue;
            }
            int escape = source[i + 1];
            i += 2;
            switch (escape) {
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'u' -> {
                    int unit = hex4(source, i);
                    i += 4;
                    int low = Character.isHighSurrogate((char) unit) ? low(source, i, to) : -1;
                    if (low >= 0) {
                        unit = Character.toCodePoint((char) unit, (char) low);
                        i += 6;
                    }
                    appendCodePoint(Character.isSurrogate((char) unit) && low < 0 ? REPLACEMENT : unit, out);
                }
                default -> out.append(escape);
            }
        }
    }

    /** The second half of a surrogate pair, or -1 where none stands here. */
    private static int low(byte[] source, int at, int to) {
        if (at + 6 > to || source[at] != '\\' || source[at + 1] != 'u') {
            return -1;
        }
        int unit = hex4(source, at + 2);
        return Character.isLowSurrogate((char) unit) ? unit : -1;
    }

    /** Appends UTF-8 text as a JSON string, quotes included. */
    public static void quote(byte[] source, int from, int to, Bytes out) {
        out.append('"');
        escape(source, from, to, out);
        out.append('"');
    }

    /** Appends UTF-8 text as the inside of a JSON string: only what must be escaped is. */
    public static void escape(byte[] source, int from, int to, Bytes out) {
        for (int i = from; i < to; i++) {
            int b = source[i];
            if (b == '"' || b == '\\') {
                out.append('\\');
                out.append(b);
            } else if (b >= 0 && b < 0x20) {
                out.append('\\');
                switch (b) {
                    case '\b' -> out.append('b');
                    case '\f' -> out.append('f');
                    case '\n' -> out.append('n');
                    case '\r' -> out.append('r');
                    case '\t' -> out.append('t');
                    default -> {
                        out.append('u');
                        out.append('0');
                        out.append('0');
                        out.append(HEX[b >> 4]);
                        out.append(HEX[b & 15]);
                    }
                }
            } else {
                out.append(b);
            }
        }
    }

    /** Whether a checked string's inside is empty or has only spaces, tabs and ends of lines, escaped or not. */
    public static boolean isBlank(byte[] source, int from, int to) {
        int i = from;
        while (i < to) {
            int b = source[i];
            int next = b == '\\' ? source[i + 1] : 0;
            boolean blank = b == ' '
                    || next == 't'
                    || next == 'n'
                    || next == 'r'
                    || (next == 'u' && BLANK.indexOf(hex4(source, i + 2)) >= 0);
            if (!blank) {
                return false;
            }
            i += next == 0 ? 1 : next == 'u' ? 6 : 2;
        }
        return true;
    }

    /** Appends a checked JSON string; an escape of a NUL or of half a surrogate pair becomes text, in lower case. */
    public static void respell(byte[] source, int from, int to, Bytes out) {
        int i = from;
        while (i < to) {
            int length = source[i] != '\\' ? 1 : source[i + 1] != 'u' ? 2 : 6;
            int unit = length == 6 ? hex4(source, i + 2) : 'x';
            boolean pair = Character.isHighSurrogate((char) unit)
                    && source[i + 6] == '\\'
                    && source[i + 7] == 'u'
                    && Character.isLowSurrogate((char) hex4(source, i + 8));
            if (pair) {
                length = 12;
            } else if (unit == 0 || Character.isSurrogate((char) unit)) {
                out.append("\\\\u%04x".formatted(unit).getBytes(StandardCharsets.US_ASCII));
                i += length;
                continue;
            }
            out.append(source, i, i + length);
            i += length;
        }
    }

    /** The value of four hex digits, or -1. */
    public static int hex4(byte[] source, int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(source[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    /** A member's comma, name and colon: {@code ,"name":}. */
    public static byte[] member(String name) {
        return (",\"" + name + "\":").getBytes(StandardCharsets.UTF_8);
    }

    private static void appendCodePoint(int code, Bytes out) {
        if (code < 0x80) {
            out.append(code);
        } else if (code < 0x800) {
            out.append(0xC0 | (code >> 6));
            out.append(0x80 | (code & 0x3F));
        } else if (code < 0x10000) {
            out.append(0xE0 | (code >> 12));
            out.append(0x80 | ((code >> 6) & 0x3F));
            out.append(0x80 | (code & 0x3F));
        } else {
            out.append(0xF0 | (code >> 18));
            out.append(0x80 | ((code >> 12) & 0x3F));
            out.append(0x80 | ((code >> 6) & 0x3F));
            out.append(0x80 | (code & 0x3F));
        }
    }

    private Text() {}
}

package io.bisync.proof.crash.gate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The head of an HTTP message, byte for byte, and what a gate has to know of it. */
record Head(String text, int status, int length, Next next) {

    /** What follows the message on its connection. */
    enum Next {
        MORE,
        END
    }

    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)");
    private static final Pattern STATUS = Pattern.compile("^http/1\\.\\d (\\d{3})");
    private static final byte[] END = "\r\n\r\n".getBytes(ISO_8859_1);

    /** Reads up to the empty line; null at the end of the connection. */
    static @Nullable Head read(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var matched = 0;
        while (matched < END.length) {
            var next = in.read();
            if (next < 0) {
                if (bytes.size() == 0) {
                    return null;
                }
                throw new EOFException("A head ended early");
            }
            bytes.write(next);
            matched = next == END[matched] ? matched + 1 : next == END[0] ? 1 : 0;
        }
        var text = bytes.toString(ISO_8859_1);
        var lower = text.toLowerCase(Locale.ROOT);
        return new Head(
                text,
                number(STATUS, lower),
                Math.max(0, number(LENGTH, lower)),
                lower.contains("\r\nconnection: close") ? Next.END : Next.MORE);
    }

    byte[] bytes() {
        return text.getBytes(ISO_8859_1);
    }

    boolean isLoad() {
        return text.startsWith("PUT ");
    }

    boolean closes() {
        return next == Next.END;
    }

    private static int number(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
    }
}

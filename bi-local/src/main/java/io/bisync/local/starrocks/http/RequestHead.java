package io.bisync.local.starrocks.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Request line and headers; header names are kept in lower case. */
record RequestHead(String method, String target, String version, Map<String, List<String>> headers) {

    // StarRocks' frontend: http_max_initial_line_length and http_max_header_size.
    private static final int LONGEST_LINE = 4096;
    private static final int LONGEST_HEAD = 32768;

    /** Reads a head, or null when the client has closed the connection between two requests. */
    static @Nullable RequestHead read(InputStream in) throws IOException {
        var line = readLine(in, LONGEST_LINE);
        if (line == null) {
            return null;
        }
        var parts = line.split(" ", -1);
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new BadRequestException("Not an HTTP/1 request line");
        }
        var headers = new LinkedHashMap<String, List<String>>();
        var left = LONGEST_HEAD;
        while (true) {
            var header = readLine(in, left);
            if (header == null) {
                throw new EOFException("The client closed the connection within the headers");
            }
            if (header.isEmpty()) {
                return new RequestHead(parts[0], parts[1], parts[2], headers);
            }
            left -= header.length() + 2;
            var colon = header.indexOf(':');
            if (colon <= 0) {
                throw new BadRequestException("A header without a colon");
            }
            headers.computeIfAbsent(header.substring(0, colon).trim().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(header.substring(colon + 1).trim());
        }
    }

    private static @Nullable String readLine(InputStream in, int longest) throws IOException {
        var bytes = new byte[Math.min(longest, 256)];
        var length = 0;
        while (true) {
            var read = in.read();
            if (read < 0) {
                if (length == 0) {
                    return null;
                }
                throw new EOFException("The client closed the connection within a line");
            }
            if (read == '\n') {
                var end = length > 0 && bytes[length - 1] == '\r' ? length - 1 : length;
                return new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
            }
            if (length == longest) {
                throw new BadRequestException("The head of the request is longer than StarRocks takes");
            }
            if (length == bytes.length) {
                bytes = java.util.Arrays.copyOf(bytes, Math.min(longest, length * 2));
            }
            bytes[length++] = (byte) read;
        }
    }
}

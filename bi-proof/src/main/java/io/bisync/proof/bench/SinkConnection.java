package io.bisync.proof.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection of the sink: as much of HTTP/1.1 as a loader speaks. */
final class SinkConnection {

    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 18];
    private int from;
    private int to;

    private String method = "";
    private String path = "";
    private String label = "";
    private long length;

    SinkConnection(Socket socket) throws IOException {
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    String path() {
        return path;
    }

    String label() {
        return label;
    }

    boolean isLoad() {
        return method.equals("PUT") && path.endsWith("/_stream_load");
    }

    /** Reads the head of the next request; false when there is none. */
    boolean next() throws IOException {
        String line = line();
        if (line.isEmpty()) {
            return false;
        }
        String[] words = line.split(" ", -1);
        method = words[0];
        path = words[1];
        label = "";
        length = 0;
        for (line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).trim();
            switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "label" -> label = value;
                case "content-length" -> length = Long.parseLong(value);
                default -> {
                    // Nothing else matters to who throws everything away.
                }
            }
        }
        return true;
    }

    void proceed() throws IOException {
        write("HTTP/1.1 100 Continue\r\n\r\n");
    }

    /** Reads the body and counts its lines. */
    long countLines() throws IOException {
        long left = length;
        long lines = 0;
        while (left > 0) {
            if (from == to) {
                fill();
            }
            int end = from + (int) Math.min(left, to - from);
            int count = 0;
            for (int i = from; i < end; i++) {
                count += buffer[i] == '\n' ? 1 : 0;
            }
            lines += count;
            left -= end - from;
            from = end;
        }
        return lines;
    }

    void answer(int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        write("HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(status, status == 200 ? "OK" : "Not Found", body.length, json));
    }

    void redirect(String location) throws IOException {
        write("HTTP/1.1 307 Temporary Redirect\r\nLocation: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                .formatted(location));
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        while (true) {
            if (from == to) {
                int read = in.read(buffer);
                if (read < 0) {
                    return "";
                }
                from = 0;
                to = read;
            }
            int b = buffer[from++];
            if (b == '\n') {
                return line.toString();
            } else if (b != '\r') {
                line.append((char) b);
            }
        }
    }

    private void fill() throws IOException {
        int read = in.read(buffer);
        if (read < 0) {
            throw new EOFException("The body ends early");
        }
        from = 0;
        to = read;
    }
}

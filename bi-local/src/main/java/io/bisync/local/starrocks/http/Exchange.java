package io.bisync.local.starrocks.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request and the means to answer it, early, late or not at all. */
public final class Exchange {

    private final RequestHead head;
    private final Socket socket;
    private final OutputStream out;
    private final RequestBody body;
    private boolean answered;
    private boolean closes;

    Exchange(RequestHead head, Socket socket, InputStream in) throws IOException {
        this.head = head;
        this.socket = socket;
        this.out = new BufferedOutputStream(socket.getOutputStream(), 16 * 1024);
        this.body = bodyOf(in);
        this.closes =
                "close".equalsIgnoreCase(header("connection")) || head.version().equals("HTTP/1.0");
    }

    private RequestBody bodyOf(InputStream in) throws IOException {
        var length = header("content-length");
        if (isChunked()) {
            return new RequestBody.Chunked(in);
        }
        try {
            return new RequestBody.Sized(in, length == null ? 0 : Long.parseUnsignedLong(length));
        } catch (NumberFormatException _) {
            throw new BadRequestException("content-length is no number");
        }
    }

    public String method() {
        return head.method();
    }

    /** Path and query exactly as they came. */
    public String target() {
        return head.target();
    }

    public boolean isAtLeastHttp11() {
        return !head.version().equals("HTTP/1.0");
    }

    /** The path in decoded segments: {@code /api/a%20b/} is {@code [api, a b]}. */
    public List<String> path() {
        var path = head.target().split("\\?", 2)[0];
        return Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }

    public Map<String, String> query() {
        var parts = head.target().split("\\?", 2);
        var query = new LinkedHashMap<String, String>();
        if (parts.length == 2 && !parts[1].isEmpty()) {
            for (var pair : parts[1].split("&", -1)) {
                var nameAndValue = pair.split("=", 2);
                query.put(
                        URLDecoder.decode(nameAndValue[0], StandardCharsets.UTF_8),
                        nameAndValue.length == 2 ? URLDecoder.decode(nameAndValue[1], StandardCharsets.UTF_8) : "");
            }
        }
        return query;
    }

    public Set<String> headerNames() {
        return head.headers().keySet();
    }

    /** The first value of a header, by its name in lower case. */
    public @Nullable String header(String name) {
        var values = head.headers().get(name);
        return values == null ? null : values.getFirst();
    }

    public boolean isChunked() {
        return "chunked".equalsIgnoreCase(header("transfer-encoding"));
    }

    public boolean expectsContinue() {
        return "100-continue".equalsIgnoreCase(header("expect"));
    }

    public String clientAddress() {
        return socket.getInetAddress().getHostAddress();
    }

    /** Lets a waiting client send its body. */
    public void sendContinue() throws IOException {
        out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    public InputStream body() {
        return body;
    }

    public void answer(Answer answer) throws IOException {
        answered = true;
        closes |= answer.closes();
        // Whether a client that still waits for "100 Continue" sends its body after a final answer is unknown.
        var bodyIsOpen = !body.isComplete();
        closes |= bodyIsOpen;
        writeHead(answer.status(), answer.reason(), answer.headers());
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        out.write(("content-length: " + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
        if (bodyIsOpen && !answer.closes()) {
            out.write("connection: close\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        if (!head.method().equals("HEAD")) {
            out.write(bytes);
        }
        out.flush();
    }

    /** Starts an answer whose length is not known yet; closing the stream completes it. */
    public OutputStream answerInChunks(Answer start) throws IOException {
        answered = true;
        closes |= !body.isComplete();
        writeHead(start.status(), start.reason(), start.headers());
        out.write("transfer-encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return new ChunkedAnswer(out);
    }

    /** Ends the connection without an answer. */
    public void close() throws IOException {
        answered = true;
        closes = true;
        socket.close();
    }

    /** Ends the connection with a TCP reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        close();
    }

    public boolean isAnswered() {
        return answered;
    }

    boolean closes() {
        return closes;
    }

    private void writeHead(int status, String reason, Map<String, String> headers) throws IOException {
        var text = new StringBuilder("HTTP/1.1 %d %s\r\n".formatted(status, reason));
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}

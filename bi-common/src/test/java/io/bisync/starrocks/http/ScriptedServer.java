package io.bisync.starrocks.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;

/**
 * A server on a bare socket that behaves as a script says, down to when it says {@code 100 Continue}.
 * Frameworks hide exactly what these tests are about.
 */
final class ScriptedServer implements AutoCloseable {

    /** What to do with a request. */
    sealed interface Step {
        /** Answers without reading the body and closes, as an FE does; the head lines carry the status. */
        record Final(String head, String body) implements Step {}

        /** Asks for the body, reads it and answers. */
        record AfterBody(String body) implements Step {}

        /** Waits without answering and counts what arrives of the body, then does the other step. */
        record Slowly(Duration pause, Step then) implements Step {}

        /** Asks for the body, reads it and closes without an answer. */
        record Silence() implements Step {}

        /** Reads so much of the body and resets the connection. */
        record ResetWithin(long bytes) implements Step {}

        /** Reads the body, announces the whole answer, sends the beginning of it, and ends the connection. */
        record Partly(String body, int bytes, End end) implements Step {}

        /** Reads the body and sends the answer again and again, a piece at a time, until the client goes away. */
        record Forever(String piece, Duration pause) implements Step {}
    }

    /** How a connection ends. */
    enum End {
        CLOSED,
        RESET
    }

    private final ServerSocket server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private volatile Function<Received, Step> script;

    ScriptedServer(Function<Received, Step> script) throws IOException {
        this.script = script;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    static Step.Final redirect(String location) {
        return new Step.Final("307 Temporary Redirect\r\nlocation: " + location, "");
    }

    void script(Function<Received, Step> other) {
        script = other;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    String hostAndPort() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** All requests, after those that are still being read have ended. */
    List<Received> received() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> open.get() == 0);
        return List.copyOf(received);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            var out = socket.getOutputStream();
            for (var line = line(in); !line.isEmpty(); line = line(in)) {
                var headers = headers(in);
                var request = new Received(line, headers, 0);
                open.incrementAndGet();
                try {
                    if (!run(script.apply(request), request, 0, socket, in, out)) {
                        return;
                    }
                } finally {
                    open.decrementAndGet();
                }
            }
        } catch (IOException gone) {
            // The client went away: the test looks at what was received.
        }
    }

    private boolean run(Step step, Received request, long already, Socket socket, InputStream in, OutputStream out)
            throws IOException {
        return switch (step) {
            case Step.Slowly(var pause, var then) ->
                run(then, request, already + drain(socket, in, pause), socket, in, out);
            case Step.Final(var head, var body) -> {
                write(out, "HTTP/1.1 " + head, body);
                socket.shutdownOutput();
                note(request, already + drain(socket, in, Duration.ofMillis(300)));
                yield false;
            }
            case Step.AfterBody(var body) -> {
                note(request, already + readBody(request, in, out));
                write(out, "HTTP/1.1 200 OK\r\ncontent-type: application/json", body);
                yield true;
            }
            case Step.Silence() -> {
                note(request, already + readBody(request, in, out));
                yield false;
            }
            case Step.ResetWithin(var bytes) -> {
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
                out.flush();
                in.skipNBytes(bytes);
                note(request, already + bytes);
                socket.setSoLinger(true, 0);
                yield false;
            }
            case Step.Partly(var body, var bytes, var end) -> {
                note(request, already + readBody(request, in, out));
                head(out, "HTTP/1.1 200 OK", body.getBytes(UTF_8).length);
                out.write(body.getBytes(UTF_8), 0, bytes);
                out.flush();
                if (end == End.RESET) {
                    socket.setSoLinger(true, 0);
                }
                yield false;
            }
            case Step.Forever(var piece, var pause) -> {
                note(request, already + readBody(request, in, out));
                head(out, "HTTP/1.1 200 OK", Long.MAX_VALUE);
                forever(piece.getBytes(UTF_8), pause, socket, in, out);
                yield false;
            }
        };
    }

    private static void forever(byte[] piece, Duration pause, Socket socket, InputStream in, OutputStream out)
            throws IOException {
        while (true) {
            out.write(piece);
            out.flush();
            if (!pause.isZero()) {
                drain(socket, in, pause);
            }
        }
    }

    private void note(Received request, long bytes) {
        received.add(new Received(request.line(), request.headers(), bytes));
    }

    private static long readBody(Received request, InputStream in, OutputStream out) throws IOException {
        if (request.headers().containsKey("expect")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
            out.flush();
        }
        var length = Long.parseLong(request.headers().getOrDefault("content-length", "0"));
        in.skipNBytes(length);
        return length;
    }

    private static long drain(Socket socket, InputStream in, Duration wait) throws IOException {
        var end = System.nanoTime() + wait.toNanos();
        var count = 0L;
        var buffer = new byte[8192];
        while (System.nanoTime() < end) {
            socket.setSoTimeout((int) Math.max(1, (end - System.nanoTime()) / 1_000_000));
            try {
                var read = in.read(buffer);
                if (read < 0) {
                    break;
                }
                count += read;
            } catch (SocketTimeoutException over) {
                break;
            }
        }
        socket.setSoTimeout(0);
        return count;
    }

    private static void write(OutputStream out, String head, String body) throws IOException {
        var bytes = body.getBytes(UTF_8);
        head(out, head, bytes.length);
        out.write(bytes);
        out.flush();
    }

    private static void head(OutputStream out, String head, long length) throws IOException {
        out.write((head + "\r\ncontent-length: " + length + "\r\n\r\n").getBytes(ISO_8859_1));
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        var headers = new LinkedHashMap<String, String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        return headers;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

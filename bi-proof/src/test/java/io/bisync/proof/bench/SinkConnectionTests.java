package io.bisync.proof.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.process.FreePorts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SinkConnectionTests {

    private static final String LOAD =
            "PUT /api/bi/t/_stream_load HTTP/1.1\r\nlabel: l-1\r\nExpect: 100-continue\r\nContent-Length: 6\r\n\r\n";

    private final int frontend = FreePorts.next();
    private final int backend = FreePorts.next();

    SinkConnectionTests() {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                Sink.run(frontend, backend);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(ConnectException.class)
                .until(() -> {
                    try (var first = connect(frontend);
                            var second = connect(backend)) {
                        return first.isConnected() && second.isConnected();
                    }
                });
    }

    @Test
    void anFeRedirectsBeforeTheBodyIsSent() throws IOException {
        try (var socket = connect(frontend)) {
            write(socket, LOAD);

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 307")
                    .contains("Location: http://127.0.0.1:" + backend + "/api/bi/t/_stream_load\r\n");
        }
    }

    @Test
    void aBeAsksForTheBodyCountsItsLinesAndKnowsTheLabelAfterwards() throws IOException {
        try (var socket = connect(backend)) {
            write(socket, LOAD);
            assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 100");

            write(socket, "{}\n{}\n");
            assertThat(answer(socket)).contains("\"Label\":\"l-1\"").contains("\"NumberLoadedRows\":2,");

            write(socket, "GET /api/bi/get_load_state?label=l-1 HTTP/1.1\r\n\r\n");
            assertThat(answer(socket)).contains("VISIBLE");

            write(socket, "GET /api/bi/get_load_state?label=l-2 HTTP/1.1\r\n\r\n");
            assertThat(answer(socket)).contains("UNKNOWN");
        }
    }

    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String answer(Socket socket) throws IOException {
        String head = head(socket.getInputStream());
        int length = Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
        return head + new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }
}

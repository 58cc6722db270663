package io.bisync.proof.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Speaks the Stream Load protocol and throws the rows away: an FE that redirects and a BE that counts lines.
 * A process of its own, so that none of its CPU is counted.
 */
final class Sink {

    private static final int WAITING = 64;

    private final int backend;
    private final Set<String> labels = ConcurrentHashMap.newKeySet();

    private Sink(int backend) {
        this.backend = backend;
    }

    static void run(int frontend, int backend) throws IOException {
        var sink = new Sink(backend);
        try (var front = new ServerSocket(frontend, WAITING, InetAddress.getLoopbackAddress());
                var back = new ServerSocket(backend, WAITING, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> sink.accept(front));
            sink.accept(back);
        }
    }

    private void accept(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var connection = new SinkConnection(socket);
            boolean isBackend = socket.getLocalPort() == backend;
            while (connection.next()) {
                if (connection.isLoad() && !isBackend) {
                    connection.redirect("http://127.0.0.1:" + backend + connection.path());
                    return;
                } else if (connection.isLoad()) {
                    connection.proceed();
                    long rows = connection.countLines();
                    labels.add(connection.label());
                    connection.answer(200, loaded(connection.label(), rows));
                } else if (connection.path().contains("/get_load_state")) {
                    String label = connection.path().replaceFirst(".*[?&]label=", "");
                    connection.answer(
                            200,
                            "{\"state\":\"%s\",\"status\":\"OK\",\"msg\":\"Success\"}"
                                    .formatted(labels.contains(label) ? "VISIBLE" : "UNKNOWN"));
                } else {
                    var _ = connection.countLines();
                    connection.answer(404, "{\"status\":\"FAILED\",\"msg\":\"The sink takes loads only\"}");
                }
            }
        } catch (IOException gone) {
            // The other side has gone; the next connection starts anew.
        }
    }

    private static String loaded(String label, long rows) {
        return """
                {"TxnId":1,"Label":"%1$s","Status":"Success","Message":"OK","NumberTotalRows":%2$d,\
                "NumberLoadedRows":%2$d,"NumberFilteredRows":0,"NumberUnselectedRows":0,"LoadTimeMs":1,\
                "BeginTxnTimeMs":0,"StreamLoadPlanTimeMs":0,"ReadDataTimeMs":0,"WriteDataTimeMs":0,\
                "CommitAndPublishTimeMs":0}""".formatted(label, rows);
    }
}

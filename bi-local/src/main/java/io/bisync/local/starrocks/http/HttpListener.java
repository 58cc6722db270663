package io.bisync.local.starrocks.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on a loopback port and serves every connection on a virtual thread of its own. */
public final class HttpListener implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HttpListener.class);
    private static final int LINGER_MILLIS = 2_000;

    private final String name;
    private final ExchangeHandler handler;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket server;
    private Thread acceptor;

    private HttpListener(String name, int port, ExchangeHandler handler) {
        this.name = name;
        this.handler = handler;
        this.server = listen(port);
        this.acceptor = acceptOn(server);
    }

    /** Opens a listener; port 0 takes a free one. */
    public static HttpListener open(String name, int port, ExchangeHandler handler) {
        return new HttpListener(name, port, handler);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Resets all connections and refuses new ones until {@link #reopen}. */
    public synchronized void shut() {
        try {
            server.close();
            // Until nobody accepts any more, the port is not free and a connection may still come.
            acceptor.join();
            connections.forEach(HttpListener::reset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Listens again, on the same port. */
    public synchronized void reopen() {
        server = listen(server.getLocalPort());
        acceptor = acceptOn(server);
    }

    private static void reset(Socket connection) {
        try (connection) {
            connection.setSoLinger(true, 0);
        } catch (IOException closed) {
            log.atDebug().setCause(closed).log("A connection was gone before it was reset");
        }
    }

    private ServerSocket listen(int port) {
        try {
            return new ServerSocket(port, 256, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("The port %d of %s is not free".formatted(port, name), e);
        }
    }

    private Thread acceptOn(ServerSocket open) {
        return Thread.ofVirtual().name(name + "-accept").start(() -> accept(open));
    }

    private void accept(ServerSocket open) {
        while (!open.isClosed()) {
            try {
                var socket = open.accept();
                connections.add(socket);
                Thread.ofVirtual().name(name).start(() -> serve(socket));
            } catch (IOException e) {
                if (!open.isClosed()) {
                    log.atWarn().setCause(e).log("{} could not accept a connection", name);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            while (serveOne(socket, in)) {
                // The next request of the same connection.
            }
        } catch (IOException e) {
            log.atDebug().setCause(e).log("{}: the connection ended", name);
        } finally {
            connections.remove(socket);
        }
    }

    private boolean serveOne(Socket socket, InputStream in) throws IOException {
        RequestHead head;
        try {
            head = RequestHead.read(in);
        } catch (BadRequestException e) {
            var bad = "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
            socket.getOutputStream().write(bad.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            log.atWarn().log("{}: {}", name, e.getMessage());
            return false;
        }
        if (head == null) {
            return false;
        }
        var exchange = new Exchange(head, socket, in);
        try {
            handler.handle(exchange);
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("{}: {} failed", name, head.method());
            if (!exchange.isAnswered()) {
                exchange.answer(Answer.of(500, "Internal Server Error", "text/plain", e.toString())
                        .closing());
            }
            return false;
        }
        if (exchange.closes() && !socket.isClosed()) {
            linger(socket, in);
        }
        return !exchange.closes();
    }

    // Closing a socket with unread input resets it, and a reset can overtake the answer.
    private static void linger(Socket socket, InputStream in) throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(LINGER_MILLIS);
        var buffer = new byte[16 * 1024];
        var left = 1024;
        while (left-- > 0 && in.read(buffer) >= 0) {
            // Dropped.
        }
    }

    @Override
    public synchronized void close() {
        try {
            server.close();
            for (var connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

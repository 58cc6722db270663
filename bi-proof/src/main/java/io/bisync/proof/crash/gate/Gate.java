package io.bisync.proof.crash.gate;

import io.bisync.proof.crash.member.CrashPoint;
import io.bisync.proof.crash.member.Trigger;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands between the client and the BE, knows how far each load is, and stops one at the step it is told. */
public final class Gate implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Gate.class);
    private static final int CONTINUE = 100;

    private final ServerSocket server;
    private final URI backend;
    private final Trigger trigger = new Trigger();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Held held;

    /** Is told of a load that was stopped, on the thread that carries it; another one lets it go. */
    @FunctionalInterface
    public interface Held {
        void by(Hold hold);
    }

    private Gate(ServerSocket server, URI backend) {
        this.server = server;
        this.backend = backend;
    }

    public static Gate open(URI backend) {
        try {
            var gate = new Gate(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), backend);
            Thread.ofVirtual().name("gate").start(gate::accept);
            return gate;
        } catch (IOException closed) {
            throw new UncheckedIOException("No port for a gate", closed);
        }
    }

    /** Where the client finds it. */
    public String authority() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Stops the next load that comes to this step, after so many passes. */
    public void arm(CrashPoint point, int passes, Held whoHolds) {
        held = whoHolds;
        trigger.arm(point, passes);
    }

    public void disarm() {
        trigger.disarm();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                clients.add(client);
                Thread.ofVirtual().name("gate-connection").start(() -> serve(client));
            } catch (IOException closed) {
                log.debug("The gate is closed", closed);
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            try (var be = new Socket(backend.getHost(), backend.getPort())) {
                client.setTcpNoDelay(true);
                be.setTcpNoDelay(true);
                var fromClient = new BufferedInputStream(client.getInputStream());
                var fromBe = new BufferedInputStream(be.getInputStream());
                while (carry(client, fromClient, fromBe, be.getOutputStream())) {
                    // The next request of the same connection.
                }
            }
        } catch (IOException | Cut end) {
            log.debug("A connection through the gate ended", end);
        } finally {
            clients.remove(client);
        }
    }

    private boolean carry(Socket client, InputStream fromClient, InputStream fromBe, OutputStream toBe)
            throws IOException {
        var request = Head.read(fromClient);
        if (request == null) {
            return false;
        }
        if (request.isLoad()) {
            stop(CrashPoint.C04, client);
        }
        toBe.write(request.bytes());
        toBe.flush();
        var toClient = client.getOutputStream();
        var answer = Head.read(fromBe);
        if (answer != null && answer.status() == CONTINUE) {
            stop(CrashPoint.C05, client);
            toClient.write(answer.bytes());
            toClient.flush();
            body(request.length(), client, fromClient, toBe);
            answer = Head.read(fromBe);
        }
        if (answer == null) {
            return false;
        }
        var text = fromBe.readNBytes(answer.length());
        if (request.isLoad()) {
            stop(CrashPoint.C08, client);
        }
        toClient.write(answer.bytes());
        toClient.write(text);
        toClient.flush();
        return !answer.closes();
    }

    private void body(int length, Socket client, InputStream from, OutputStream to) throws IOException {
        var body = from.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("The client went away within the body");
        }
        var half = body.length / 2;
        to.write(body, 0, half);
        to.flush();
        stop(CrashPoint.C06, client);
        to.write(body, half, body.length - half);
        to.flush();
        stop(CrashPoint.C07, client);
    }

    private void stop(CrashPoint point, Socket client) throws IOException {
        var who = held;
        if (who != null && trigger.burns(point)) {
            var hold = new Hold(client);
            who.by(hold);
            hold.await();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var client : clients) {
                client.close();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Ends a connection that was held. */
    @SuppressWarnings("serial")
    static final class Cut extends RuntimeException {
        Cut() {
            super("cut", null, false, false);
        }
    }
}

package io.bisync.proof.history;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between one service and the broker, knows how far each page of a slice is, and holds one at the step it is told. What
 * it holds is in the middle of its slice: who asks for the first page again, or takes a page for the last one, is seen by that.
 */
final class PageGate implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PageGate.class);
    private static final int NONE = Integer.MIN_VALUE;

    private final ServerSocket server;
    private final int broker;
    private final Set<Long> begun = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Armed> armed = new AtomicReference<>();
    private volatile long lastPage = System.nanoTime();

    private record Armed(PageStep step, CompletableFuture<PageHold> held) {}

    private PageGate(ServerSocket server, int broker) {
        this.server = server;
        this.broker = broker;
    }

    /** A gate on a port, before a broker's. */
    static PageGate open(int port, int broker) {
        try {
            var gate = new PageGate(new ServerSocket(port, 256, InetAddress.getLoopbackAddress()), broker);
            Thread.ofVirtual().name("page-gate").start(gate::accept);
            return gate;
        } catch (IOException taken) {
            throw new UncheckedIOException("The port %d of a gate is not free".formatted(port), taken);
        }
    }

    /** Holds the next page that comes to the step, behind another one of its slice. */
    CompletableFuture<PageHold> arm(PageStep step) {
        var held = new CompletableFuture<PageHold>();
        armed.set(new Armed(step, held));
        return held;
    }

    /** What is held stays held; nothing more is. */
    void disarm() {
        armed.set(null);
    }

    /** The slices of which a page was committed since it was asked to {@link #forget}. */
    Set<Long> begun() {
        return Set.copyOf(begun);
    }

    void forget() {
        begun.clear();
    }

    /** How long ago a page went by last, in nanoseconds. */
    long sinceLastPage() {
        return System.nanoTime() - lastPage;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().name("page-gate-up").start(() -> serve(client));
            } catch (IOException closed) {
                log.debug("The gate is closed", closed);
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                var behind = new Socket(InetAddress.getLoopbackAddress(), broker)) {
            client.setTcpNoDelay(true);
            behind.setTcpNoDelay(true);
            var link = new Link(client, behind);
            Thread.ofVirtual().name("page-gate-down").start(link::down);
            link.up();
        } catch (IOException ended) {
            log.debug("A connection through the gate ended", ended);
        }
    }

    /** Returns when it may go on. */
    private void pass(PageStep step, long slice) throws IOException {
        lastPage = System.nanoTime();
        Armed now = armed.get();
        if (now != null && now.step() == step && begun.contains(slice) && armed.compareAndSet(now, null)) {
            var hold = new PageHold(slice);
            now.held().complete(hold);
            hold.await();
        }
    }

    /** One connection of a client. */
    private final class Link {

        private final Socket client;
        private final Socket behind;
        private volatile int commit = NONE;
        private volatile long slice;

        Link(Socket client, Socket behind) {
            this.client = client;
            this.behind = behind;
        }

        void up() throws IOException {
            try (var in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
                    var out = new DataOutputStream(new BufferedOutputStream(behind.getOutputStream()))) {
                for (Frame request = Frame.read(in); request != null; request = Frame.read(in)) {
                    PageStep step = request.step();
                    Long about = request.slice();
                    if (step != null && about != null) {
                        if (step == PageStep.WRITTEN) {
                            slice = about;
                            commit = request.number();
                        }
                        pass(step, about);
                    }
                    request.write(out);
                }
            }
        }

        void down() {
            try (client;
                    var in = new DataInputStream(new BufferedInputStream(behind.getInputStream()));
                    var out = new DataOutputStream(new BufferedOutputStream(client.getOutputStream()))) {
                for (Frame answer = Frame.read(in); answer != null; answer = Frame.read(in)) {
                    if (answer.answers() == commit) {
                        commit = NONE;
                        pass(PageStep.COMMITTED, slice);
                        begun.add(slice);
                    }
                    answer.write(out);
                }
            } catch (IOException ended) {
                log.debug("A connection through the gate ended", ended);
            }
        }
    }
}

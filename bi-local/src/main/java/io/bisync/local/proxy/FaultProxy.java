package io.bisync.local.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before one port of 127.0.0.1 and passes bytes on, with a virtual thread for each direction of a connection.
 * A direction takes the next toxic that is on when bytes come, also on a connection that is old, and keeps it until all is cleared.
 */
public final class FaultProxy implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FaultProxy.class);

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<ToxicSwitch> switches = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(1);

    private FaultProxy(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    /** A proxy on {@code port}, 0 for a free one, before {@code target}, where nobody has to listen yet. */
    public static FaultProxy open(int port, int target) {
        try {
            var proxy = new FaultProxy(new ServerSocket(port, 256, InetAddress.getLoopbackAddress()), target);
            Thread.ofVirtual().name("proxy-accept").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("The port %d of a proxy is not free".formatted(port), e);
        }
    }

    /** Host and port for clients. */
    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Lets the next connections that send something in the direction meet a toxic. */
    public ToxicSwitch next(int connections, Direction direction, Toxic toxic) {
        var added = new ToxicSwitch(connections, direction, toxic);
        switches.add(added);
        return added;
    }

    /** Turns everything off, and ends all pauses. */
    public synchronized void clear() {
        switches.forEach(ToxicSwitch::off);
        switches.clear();
        var old = gate;
        gate = new CountDownLatch(1);
        old.countDown();
    }

    /** The toxic that a direction of a connection keeps from now on, if one is on. */
    @Nullable ToxicSwitch take(Direction direction) {
        return switches.stream().filter(it -> it.takes(direction)).findFirst().orElse(null);
    }

    /** Waits that long or until all is cleared. */
    void pause(ToxicSwitch taken, Duration duration) {
        // In this order: what is cleared meanwhile has opened this gate.
        var here = gate;
        try {
            if (taken.toxic() != null) {
                here.await(duration.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                connect(server.accept());
            } catch (IOException e) {
                if (!server.isClosed()) {
                    log.atWarn().setCause(e).log("A proxy could not accept a connection");
                }
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket behind;
        try {
            behind = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException nobody) {
            client.setSoLinger(true, 0);
            client.close();
            return;
        }
        for (var socket : List.of(client, behind)) {
            socket.setTcpNoDelay(true);
            sockets.add(socket);
        }
        var flows = new AtomicInteger(Direction.values().length);
        Runnable ended = () -> {
            if (flows.decrementAndGet() == 0) {
                closeQuietly(client);
                closeQuietly(behind);
            }
        };
        Thread.ofVirtual().name("proxy-up").start(new Flow(this, Direction.TO_SERVER, client, behind, ended));
        Thread.ofVirtual().name("proxy-down").start(new Flow(this, Direction.TO_CLIENT, behind, client, ended));
    }

    private void closeQuietly(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            log.atDebug().setCause(e).log("A connection was gone before it was closed");
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            clear();
            sockets.forEach(this::closeQuietly);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

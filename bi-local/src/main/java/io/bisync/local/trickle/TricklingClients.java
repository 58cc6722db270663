package io.bisync.local.trickle;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that send the beginning of something and then a letter now and then, until the server closes their sockets. */
public final class TricklingClients implements AutoCloseable {

    private static final String HEAD = "GET /api/status HTTP/1.1\r\nHost: x\r\nX-A: ";
    private static final String BODY = String.join(
            "\r\n",
            "POST /api/introspect HTTP/1.1",
            "Host: x",
            "Content-Length: 100000",
            "Content-Type: application/x-www-form-urlencoded",
            "");

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());
    private final List<TricklingClient> clients = new ArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    private TricklingClients() {}

    /** Clients that never come to the end of a request's head. */
    public static TricklingClients halfHeads(InetSocketAddress server, int count, Duration pause) {
        return start(server, HEAD, count, pause);
    }

    /** Clients that never come to the end of a request's body; each header ends with a line break. */
    public static TricklingClients halfBodies(InetSocketAddress server, int count, Duration pause, String... headers) {
        return start(server, BODY + String.join("", headers) + "\r\na", count, pause);
    }

    /** Clients that begin as they are told. */
    public static TricklingClients start(InetSocketAddress server, String beginning, int count, Duration pause) {
        var all = new TricklingClients();
        var bytes = beginning.getBytes(StandardCharsets.US_ASCII);
        all.thread.execute(() -> {
            for (int i = 0; i < count; i++) {
                all.clients.add(new TricklingClient(server, bytes));
            }
        });
        var _ = all.thread.scheduleWithFixedDelay(all::goOn, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
        return all;
    }

    /** How many have sent their beginning. */
    public int begun() {
        return begun.get();
    }

    /** How many the server has closed, or never let in. */
    public int closed() {
        return closed.get();
    }

    private void goOn() {
        clients.removeIf(client -> {
            var step = client.goOn();
            if (step == TricklingClient.Step.BEGAN) {
                begun.incrementAndGet();
            } else if (step == TricklingClient.Step.CLOSED) {
                closed.incrementAndGet();
            }
            return step == TricklingClient.Step.CLOSED;
        });
    }

    /** Closes all sockets. */
    @Override
    public void close() {
        thread.execute(() -> clients.forEach(TricklingClient::close));
        thread.shutdown();
    }
}

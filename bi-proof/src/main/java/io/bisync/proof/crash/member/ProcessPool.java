package io.bisync.proof.crash.member;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.local.process.Checkout;
import io.bisync.local.process.ChildProcess;
import io.bisync.local.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts processes for workers, each of them before it is needed: a JVM takes longer to start than a worker lives. */
public final class ProcessPool implements MemberFactory, AutoCloseable {

    private static final int LIMIT_MILLIS = 120_000;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Path folder;
    private final String bootstrapServers;
    private final Deque<CompletableFuture<Waiting>> spares = new ArrayDeque<>();

    /** A process that waits to be told what it is. */
    private record Waiting(ChildProcess process, Socket line) {}

    public ProcessPool(Path folder, String bootstrapServers, int spare) {
        this.folder = folder;
        this.bootstrapServers = bootstrapServers;
        for (var i = 0; i < spare; i++) {
            spares.add(prepare());
        }
    }

    @Override
    public Killable start(MemberSettings settings, Closings closings) {
        var ready = next().join();
        return MemberProcess.begin(ready.process(), ready.line(), settings, closings);
    }

    private synchronized CompletableFuture<Waiting> next() {
        spares.add(prepare());
        return spares.remove();
    }

    private CompletableFuture<Waiting> prepare() {
        var prepared = new CompletableFuture<Waiting>();
        Thread.ofPlatform().daemon().name("nursery").start(() -> {
            try {
                prepared.complete(launch());
            } catch (IOException | RuntimeException failed) {
                prepared.completeExceptionally(failed);
            }
        });
        return prepared;
    }

    private Waiting launch() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(LIMIT_MILLIS);
            var process = ChildProcess.start(Program.sibling(
                    "worker-" + NUMBERS.incrementAndGet(),
                    folder,
                    List.of(
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx128m",
                            "-Dbisync.root=" + Checkout.root(),
                            "-Dlogback.configurationFile=logback-bench.xml"),
                    CrashChild.class,
                    List.of(Integer.toString(server.getLocalPort()), bootstrapServers)));
            var line = server.accept();
            line.setTcpNoDelay(true);
            var expected = "ready\n";
            var word = new String(line.getInputStream().readNBytes(expected.length()), UTF_8);
            if (!word.equals(expected)) {
                throw new IOException("%s did not come up, see %s".formatted(process.name(), process.log()));
            }
            return new Waiting(process, line);
        }
    }

    @Override
    public synchronized void close() {
        for (var spare : spares) {
            var unused = spare.join();
            unused.process().kill();
            try {
                unused.line().close();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}

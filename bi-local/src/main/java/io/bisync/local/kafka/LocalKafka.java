package io.bisync.local.kafka;

import io.bisync.local.process.Checkout;
import io.bisync.local.process.ChildProcess;
import io.bisync.local.process.FreePorts;
import io.bisync.local.process.Program;
import io.bisync.local.proxy.FaultProxy;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/** A real Kafka broker on 127.0.0.1, with its data in one folder. */
public final class LocalKafka implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(6);

    private static final int PATIENCE = 5_000;

    /** The least that every broker answers: size, ApiVersions, version 0, number 1, no client's name. */
    private static final byte[] API_VERSIONS = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, -1, -1};

    private final Path data;
    private final BrokerSettings settings;
    private ChildProcess broker;

    private LocalKafka(Path data, BrokerSettings settings, ChildProcess broker) {
        this.data = data;
        this.settings = settings;
        this.broker = broker;
    }

    /** Starts a broker on a free port and returns when it takes requests. A folder that was used before keeps its topics. */
    public static LocalKafka start(Path data) {
        return start(data, null);
    }

    /** The same, with a second address that asks for TLS and a user. */
    public static LocalKafka start(Path data, @Nullable Security security) {
        Path folder = data.toAbsolutePath();
        int port = FreePorts.next();
        var settings = new BrokerSettings(
                folder.resolve("log"),
                port,
                FreePorts.next(),
                FreePorts.next(),
                FreePorts.next(),
                FreePorts.next(),
                security);
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("server.properties"), settings.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new LocalKafka(folder, settings, startBroker(folder, port));
    }

    /** A proxy before the broker: clients that begin at its address stay behind it. There is one at a time. */
    public FaultProxy openProxy() {
        return FaultProxy.open(settings.proxyPort(), settings.proxiedPort());
    }

    /** The port of the address for clients behind a proxy: whoever wants to stand there listens on it. */
    public int proxyPort() {
        return settings.proxyPort();
    }

    /** The port that such a proxy passes bytes on to. */
    public int proxiedPort() {
        return settings.proxiedPort();
    }

    /** The address for clients. */
    public String bootstrapServers() {
        return "127.0.0.1:" + settings.port();
    }

    /** The address for clients with TLS and a user, where the broker was started with it. */
    public String securedServers() {
        return "127.0.0.1:" + settings.securedPort();
    }

    /** The operating system's number of the broker's process. */
    public synchronized long pid() {
        return broker.pid();
    }

    /** Whether the broker's process is there. */
    public synchronized boolean isAlive() {
        return broker.isAlive();
    }

    /** Whether the broker answers now: one that hangs does not, though its process is there. */
    public boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), PATIENCE);
            socket.setSoTimeout(PATIENCE);
            socket.getOutputStream().write(API_VERSIONS);
            return socket.getInputStream().read() >= 0;
        } catch (IOException silent) {
            return false;
        }
    }

    /** SIGKILL; returns when the process is gone. */
    public synchronized void kill() {
        broker.kill();
    }

    /** Starts the broker again, on the same folder and port; what still runs is stopped first. */
    public synchronized void restart() {
        broker.terminate(STOP_LIMIT);
        broker = startBroker(data, settings.port());
    }

    @Override
    public synchronized void close() {
        broker.terminate(STOP_LIMIT);
    }

    private static ChildProcess startBroker(Path folder, int port) {
        var child = ChildProcess.start(Program.java(
                "kafka",
                folder,
                List.of(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dorg.apache.logging.log4j.level=INFO",
                        "-cp",
                        classPath(),
                        BrokerMain.class.getName(),
                        folder.resolve("server.properties").toString())));
        // A client that starts earlier fills the log with warnings.
        child.awaitReady(() -> isListening(port), START_LIMIT);
        try (var admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000))) {
            // An empty list: the node runs but is still refused as a broker.
            child.awaitReady(
                    () -> !admin.describeCluster()
                            .nodes()
                            .get(10, TimeUnit.SECONDS)
                            .isEmpty(),
                    START_LIMIT);
        }
        return child;
    }

    /** The broker's own jars, and this module's classes behind them for {@link BrokerMain}. */
    private static String classPath() {
        Path jars = Checkout.root().resolve("bi-local/broker/target/lib");
        if (!Files.isDirectory(jars)) {
            throw new IllegalStateException(
                    "The Kafka broker's jars are not in %s. Fetch them with: mvn -pl bi-local/broker generate-resources"
                            .formatted(jars));
        }
        try {
            Path own = Path.of(BrokerMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return jars.resolve("*") + File.pathSeparator + own;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isListening(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        }
    }
}

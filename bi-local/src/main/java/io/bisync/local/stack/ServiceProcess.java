package io.bisync.local.stack;

import io.bisync.local.process.ChildProcess;
import io.bisync.local.process.FreePorts;
import io.bisync.local.process.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** One service of the suite in a JVM of its own, so that it can be killed and started again. */
public final class ServiceProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    /** What a JVM exits with that SIGTERM has ended in order. */
    public static final int TERMINATED = 143;

    private static final Duration STOP_LIMIT = Duration.ofSeconds(7);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Program program;
    private final URI address;
    private final URI management;
    private ChildProcess process;

    private ServiceProcess(Program program, URI address, URI management) {
        this.program = program;
        this.address = address;
        this.management = management;
        this.process = ChildProcess.start(program);
    }

    /** Starts a service on free ports, with a log of that name; it is not ready yet. */
    static ServiceProcess start(String module, String log, Path folder, Map<String, String> environment) {
        return start(module, log, folder, environment, FreePorts.next());
    }

    /** The same on a port that somebody has been told already. */
    static ServiceProcess start(String module, String log, Path folder, Map<String, String> environment, int port) {
        int management = FreePorts.next();
        return new ServiceProcess(
                program(
                                module,
                                folder,
                                environment,
                                List.of(
                                        "--server.address=127.0.0.1",
                                        "--server.port=" + port,
                                        "--management.server.address=127.0.0.1",
                                        "--management.server.port=" + management))
                        .withLog(folder.resolve(log + ".log")),
                URI.create("http://127.0.0.1:" + port),
                URI.create("http://127.0.0.1:" + management));
    }

    /** The command of a module's runnable jar; secrets travel in the environment, never in arguments. */
    static Program program(String module, Path folder, Map<String, String> environment, List<String> arguments) {
        return Program.java(
                        module,
                        folder,
                        Stream.of(
                                        Stream.of(
                                                "-Xmx256m",
                                                "-XX:+UseSerialGC",
                                                "-XX:TieredStopAtLevel=1",
                                                "--sun-misc-unsafe-memory-access=allow",
                                                "--enable-native-access=ALL-UNNAMED",
                                                "-DJM.SNAPSHOT.PATH=" + folder.resolve("nacos"),
                                                "-DJM.log.PATH=" + folder.resolve("nacos-logs")),
                                        ServiceJar.of(module).launch().stream(),
                                        arguments.stream())
                                .flatMap(words -> words)
                                .toList())
                .withEnvironment(environment);
    }

    public String name() {
        return program.name();
    }

    public URI address() {
        return address;
    }

    /** Where probes, meters and the other endpoints of actuator are. */
    public URI management() {
        return management;
    }

    public Path log() {
        return program.log();
    }

    /** The operating system's number of the process that runs now. */
    public synchronized long pid() {
        return process.pid();
    }

    public synchronized boolean isAlive() {
        return process.isAlive();
    }

    /** Returns when the service takes traffic. */
    public void awaitReady() {
        current().awaitReady(this::isReady, START_LIMIT);
    }

    /** Whether the service takes traffic now. */
    public boolean isReady() {
        return answers("/actuator/health/readiness");
    }

    /** Whether the service lives now: one that hangs does not, though its process is there. */
    boolean isLive() {
        return answers("/actuator/health/liveness");
    }

    private boolean answers(String probe) {
        try {
            return status(probe) == 200;
        } catch (IOException nobody) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** SIGKILL; returns when the process is gone. */
    public synchronized void kill() {
        process.kill();
    }

    /** SIGTERM; the service ends when it has finished what it does. */
    public void terminate() {
        current().signal("TERM");
    }

    /** SIGSTOP: the process is there and does nothing until {@link #wake}. */
    public void suspend() {
        current().signal("STOP");
    }

    /** SIGCONT: what was suspended goes on where it was, and knows nothing of it. */
    public void wake() {
        current().signal("CONT");
    }

    /** The exit code; an exception (and the end of the process) when the limit is reached. */
    public int awaitExit(Duration limit) {
        return current().awaitExit(limit);
    }

    /** Starts the service again, on the same port and log; {@link #awaitReady} tells when it is up. */
    public synchronized void startAgain() {
        process = ChildProcess.start(program);
    }

    /** Ends what there is, and starts the service in another form, on the same port and log. */
    public synchronized void restartAs(UnaryOperator<Program> form) {
        process.kill();
        process = ChildProcess.start(form.apply(program));
    }

    /** Ends what there is, and starts it again. */
    synchronized void restart() {
        process.kill();
        startAgain();
    }

    @Override
    public synchronized void close() {
        process.terminate(STOP_LIMIT);
    }

    private synchronized ChildProcess current() {
        return process;
    }

    private int status(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(management.resolve(path))
                .timeout(Duration.ofSeconds(5))
                .build();
        return HTTP.send(request, BodyHandlers.discarding()).statusCode();
    }
}

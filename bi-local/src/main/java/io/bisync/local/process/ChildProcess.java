package io.bisync.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running program that ends with this JVM at the latest, however this JVM ends. */
public final class ChildProcess implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final int TAIL = 20;

    private final Program program;
    private final Process process;

    private ChildProcess(Program program, Process process) {
        this.program = program;
        this.process = process;
    }

    /** Starts the program; it may not be ready yet, see {@link #awaitReady}. */
    public static ChildProcess start(Program program) {
        try {
            Files.createDirectories(program.log().toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new ChildFailedException("No folder for the log file " + program.log(), e);
        }
        var child = new ChildProcess(program, Spawner.spawn(program));
        log.debug("{} started as process {}", program.name(), child.pid());
        return child;
    }

    /** Starts the program and waits for its end; a code other than 0 is an exception with the end of its log. */
    public static void run(Program program, Duration limit) {
        var child = start(program);
        int code = child.awaitExit(limit);
        if (code != 0) {
            throw child.failed("ended with code " + code);
        }
    }

    /** The name in messages. */
    public String name() {
        return program.name();
    }

    /** The operating system's number of the process. */
    public long pid() {
        return process.pid();
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The file with its output. */
    public Path log() {
        return program.log();
    }

    /** Completes with the exit code when the process has ended. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(GRACE);
    }

    /** SIGTERM, and SIGKILL if the process has not ended within the limit. */
    public void terminate(Duration limit) {
        stop("TERM", limit);
    }

    /** Another signal that asks for the end, and SIGKILL if the process has not ended within the limit. */
    public void stop(String signal, Duration limit) {
        signal(signal);
        if (!endsWithin(limit)) {
            log.warn("{} (process {}) did not end within {} of SIG{}; killing it", name(), pid(), limit, signal);
            kill();
        }
    }

    /** Sends a signal by its name without SIG, for example STOP or CONT. */
    public void signal(String name) {
        if (!isAlive()) {
            return;
        }
        try {
            // The shell's own kill: the program of that name is not everywhere.
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new ChildFailedException("Could not send SIG%s to %s".formatted(name, name()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the check says so; an exception when the process ends before, or the limit is reached. */
    public void awaitReady(Readiness readiness, Duration limit) {
        long start = System.nanoTime();
        Exception last = null;
        while (System.nanoTime() - start < limit.toNanos()) {
            try {
                if (readiness.check()) {
                    log.debug("{} is ready", name());
                    return;
                }
            } catch (Exception e) {
                last = e;
            }
            if (endsWithin(POLL)) {
                throw failed("ended with code %d before it was ready".formatted(process.exitValue()));
            }
        }
        kill();
        throw failed("was not ready within %s%s".formatted(limit, because(last)));
    }

    /** The exit code; an exception (and the end of the process) when the limit is reached. */
    public int awaitExit(Duration limit) {
        if (!endsWithin(limit)) {
            process.destroyForcibly();
            throw failed("did not end within " + limit);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        terminate(GRACE);
    }

    private boolean endsWithin(Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new ChildFailedException("Lost sight of " + name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChildFailedException("Interrupted while waiting for " + name(), e);
        }
    }

    private ChildFailedException failed(String what) {
        return new ChildFailedException("%s %s. Its log %s ends:%n%s".formatted(name(), what, log(), tail()));
    }

    private static String because(@Nullable Exception last) {
        return last == null ? "" : " (" + last + ")";
    }

    private String tail() {
        try {
            List<String> lines = new String(Files.readAllBytes(log()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
        } catch (IOException e) {
            return "(unreadable: " + e + ")";
        }
    }
}

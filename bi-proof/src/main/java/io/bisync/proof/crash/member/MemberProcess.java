package io.bisync.proof.crash.member;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.local.process.ChildProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker in a process of its own, and the line to it. */
final class MemberProcess implements Killable {

    private static final Logger log = LoggerFactory.getLogger(MemberProcess.class);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** SIGKILL ends a process with it, and so does {@code halt} at a step. */
    private static final int KILLED = 137;

    private final ChildProcess process;
    private final Socket line;
    private volatile long diedAt;
    private volatile boolean dead;

    private MemberProcess(ChildProcess process, Socket line) {
        this.process = process;
        this.line = line;
    }

    /** Lets a process that waits for it live by these settings. */
    static MemberProcess begin(ChildProcess process, Socket line, MemberSettings settings, Closings closings) {
        var life = new MemberProcess(process, line);
        var _ = process.onExit().thenAccept(life::ended);
        life.tell(settings.text());
        Thread.ofVirtual().name("line-to-child").start(() -> life.listen(closings));
        return life;
    }

    private void ended(int code) {
        if (diedAt == 0) {
            diedAt = System.nanoTime();
        }
        dead = true;
        if (code != KILLED && code != 0) {
            log.error("{} ended with code {}, see {}", process.name(), code, process.log());
        }
    }

    private void listen(Closings closings) {
        try (var in = new BufferedReader(new InputStreamReader(line.getInputStream(), UTF_8))) {
            while (in.readLine() != null) {
                closings.add();
            }
        } catch (IOException gone) {
            log.debug("{} is gone", process.name(), gone);
        }
    }

    @Override
    public void arm(CrashPoint point, int passes) {
        tell("arm %s %d".formatted(point, passes));
    }

    @Override
    public void disarm() {
        if (!dead) {
            tell("disarm");
        }
    }

    @Override
    public void kill() {
        diedAt = System.nanoTime();
        process.kill();
        dead = true;
    }

    @Override
    public void pause() {
        process.signal("STOP");
    }

    @Override
    public void resume() {
        process.signal("CONT");
    }

    @Override
    public boolean isDead() {
        return dead;
    }

    @Override
    public long diedAt() {
        return diedAt;
    }

    @Override
    public void close() {
        if (!dead) {
            tell("end");
            process.awaitExit(LIMIT);
        }
    }

    private void tell(String words) {
        try {
            line.getOutputStream().write((words + "\n").getBytes(UTF_8));
        } catch (IOException gone) {
            if (process.isAlive()) {
                throw new UncheckedIOException("Nobody listens in " + process.name(), gone);
            }
        }
    }
}

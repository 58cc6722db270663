package io.bisync.local.proxy;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One direction of one connection. */
final class Flow implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Flow.class);
    private static final int BUFFER = 16 * 1024;

    private final FaultProxy proxy;
    private final Direction direction;
    private final Socket from;
    private final Socket to;
    private final Runnable ended;
    private @Nullable ToxicSwitch taken;
    private boolean struck;
    private long passed;

    Flow(FaultProxy proxy, Direction direction, Socket from, Socket to, Runnable ended) {
        this.proxy = proxy;
        this.direction = direction;
        this.from = from;
        this.to = to;
        this.ended = ended;
    }

    @Override
    public void run() {
        var buffer = new byte[BUFFER];
        try {
            for (var read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                if (taken == null || taken.toxic() == null) {
                    taken = proxy.take(direction);
                    passed = 0;
                    struck = false;
                }
                pass(buffer, read);
            }
            end();
        } catch (IOException e) {
            log.atDebug().setCause(e).log("A connection through a proxy ended");
            close();
        } finally {
            ended.run();
        }
    }

    private void pass(byte[] bytes, int count) throws IOException {
        switch (taken == null ? null : taken.toxic()) {
            case null -> write(bytes, 0, count);
            case Toxic.SlowClose _ -> write(bytes, 0, count);
            case Toxic.Latency(var delay) -> {
                strike(delay);
                write(bytes, 0, count);
            }
            case Toxic.Bandwidth(var bytesPerSecond) -> {
                write(bytes, 0, count);
                strike(Duration.ofNanos(count * 1_000_000_000L / bytesPerSecond));
            }
            case Toxic.Slicer(var slice, var pause) -> {
                for (var at = 0; at < count; at += slice) {
                    if (at > 0) {
                        strike(pause);
                    }
                    write(bytes, at, Math.min(slice, count - at));
                }
            }
            case Toxic.LimitData(var limit) -> {
                write(bytes, 0, (int) Math.min(count, limit - passed));
                if (passed == limit) {
                    strike(Duration.ZERO);
                    close();
                }
            }
            case Toxic.Timeout(var after) -> {
                strike(after);
                close();
            }
            case Toxic.ResetPeer(var after) -> {
                strike(after);
                from.setSoLinger(true, 0);
                to.setSoLinger(true, 0);
                close();
            }
        }
    }

    private void write(byte[] bytes, int offset, int count) throws IOException {
        to.getOutputStream().write(bytes, offset, count);
        passed += count;
    }

    /** Tells the other side that no more comes; the way back stays open. */
    private void end() throws IOException {
        if (taken != null && taken.toxic() instanceof Toxic.SlowClose(var delay)) {
            strike(delay);
        }
        if (!to.isClosed()) {
            to.shutdownOutput();
        }
    }

    /** Counts once for a connection; then it takes its time. */
    private void strike(Duration pause) {
        if (taken != null) {
            if (!struck) {
                struck = true;
                taken.strikes();
            }
            proxy.pause(taken, pause);
        }
    }

    private void close() {
        for (var socket : new Socket[] {from, to}) {
            try {
                socket.close();
            } catch (IOException e) {
                log.atDebug().setCause(e).log("A connection was gone before it was closed");
            }
        }
    }
}

package io.bisync.cron.history;

import static io.grpc.ConnectivityState.CONNECTING;
import static io.grpc.ConnectivityState.IDLE;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Bounds the wait for a service that takes the connection and says nothing. gRPC itself bounds connecting and, by
 * keep-alive, a silence after the first words of both sides, but not the one before them.
 *
 * @param longest how long the other side may take to begin
 */
record FirstWords(ManagedChannel channel, Duration longest) {

    /**
     * Returns when the channel is ready, or when connecting failed, which the call itself tells best.
     *
     * @throws io.grpc.StatusRuntimeException UNAVAILABLE, when nobody spoke in time; the connection is given up
     */
    void await() {
        var end = System.nanoTime() + longest.toNanos();
        for (var state = channel.getState(true); state == IDLE || state == CONNECTING; state = channel.getState(true)) {
            var changed = new CountDownLatch(1);
            channel.notifyWhenStateChanged(state, changed::countDown);
            if (!inTime(changed, end)) {
                channel.enterIdle();
                throw Status.UNAVAILABLE
                        .withDescription("the service takes the connection and says nothing for " + longest.toSeconds()
                                + " s; is it one that speaks gRPC?")
                        .asRuntimeException();
            }
        }
    }

    private static boolean inTime(CountDownLatch changed, long end) {
        try {
            return changed.await(end - System.nanoTime(), NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Status.CANCELLED.withCause(interrupted).asRuntimeException();
        }
    }
}

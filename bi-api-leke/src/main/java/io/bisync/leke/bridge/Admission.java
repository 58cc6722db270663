package io.bisync.leke.bridge;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** How many requests are on their way to Kafka, in all and of each token. */
final class Admission {

    private final int most;
    private final int mostOfToken;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final ConcurrentHashMap<String, Integer> byToken = new ConcurrentHashMap<>();

    Admission(int most, int mostOfToken) {
        this.most = most;
        this.mostOfToken = mostOfToken;
    }

    /** A request's place among those on their way, until it is closed. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** Refuses where as many as may be are on their way. */
    Place enter(Sender sender) {
        if (inFlight.incrementAndGet() > most) {
            inFlight.decrementAndGet();
            throw Refusal.BUSY
                    .because("%d requests are on their way; send it again later".formatted(most))
                    .thrown();
        }
        if (byToken.merge(sender.token(), 1, Integer::sum) > mostOfToken) {
            leave(sender.token());
            throw Refusal.BUSY
                    .because("%d requests of this token are on their way; send it again later".formatted(mostOfToken))
                    .thrown();
        }
        var closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                leave(sender.token());
            }
        };
    }

    int inFlight() {
        return inFlight.get();
    }

    private void leave(String token) {
        byToken.computeIfPresent(token, (_, count) -> count > 1 ? count - 1 : null);
        inFlight.decrementAndGet();
    }
}

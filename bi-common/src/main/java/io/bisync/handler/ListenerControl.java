package io.bisync.handler;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.springframework.util.backoff.BackOff;

/** The numbers that a listener works by, which may be changed while it runs. */
public final class ListenerControl {

    /** A number that a listener works by. */
    public enum Limit {
        /** So often a record is tried; holds for the records that fail from then on. */
        ATTEMPTS(1_000),
        /** So many records are worked on at once, in lanes; holds at once. */
        WORKERS(10_000),
        /** So many consumers; holds from the container's next start on. */
        CONCURRENCY(1_000);

        private final int most;

        Limit(int most) {
            this.most = most;
        }
    }

    private record Dial(IntSupplier value, IntConsumer change) {}

    private final String listener;
    private final HandlerSettings settings;
    private final Map<Limit, Dial> dials = new EnumMap<>(Limit.class);
    private final Map<Limit, Integer> most = new ConcurrentHashMap<>();
    private volatile int attempts;

    ListenerControl(String listener, HandlerSettings settings) {
        this.listener = listener;
        this.settings = settings;
        this.attempts = settings.attempts();
        with(Limit.ATTEMPTS, () -> attempts, it -> attempts = it);
    }

    /**
     * Adds a number, while the listener is made.
     *
     * @param value what it is now
     * @param change is given another one from any thread
     */
    public ListenerControl with(Limit limit, IntSupplier value, IntConsumer change) {
        dials.put(limit, new Dial(value, change));
        return this;
    }

    /** A number is not to be larger than the broker makes sense of. */
    void atMost(Limit limit, int highest) {
        most.put(limit, highest);
    }

    /** The listener's id. */
    public String listener() {
        return listener;
    }

    /** What it was started with. */
    public HandlerSettings settings() {
        return settings;
    }

    int attempts() {
        return attempts;
    }

    /** The numbers that this listener has, as they are now. */
    public Map<Limit, Integer> limits() {
        var limits = new EnumMap<Limit, Integer>(Limit.class);
        dials.forEach((limit, dial) -> limits.put(limit, dial.value().getAsInt()));
        return limits;
    }

    /**
     * Changes a number.
     *
     * @throws IllegalArgumentException where the listener has no such number, or it may not be as small or as large
     */
    public void set(Limit limit, int value) {
        var dial = dials.get(limit);
        if (dial == null) {
            throw new IllegalArgumentException(
                    "Listener %s has no %s; it has %s".formatted(listener, limit, dials.keySet()));
        }
        var highest = most.getOrDefault(limit, limit.most);
        if (value < 1 || value > highest) {
            throw new IllegalArgumentException(
                    "%s of listener %s lies between 1 and %d, not %d".formatted(limit, listener, highest, value));
        }
        dial.change().accept(value);
    }

    /** The waits between the attempts at one record, as they are at its first failure. */
    public BackOff waits() {
        return () -> settings.waits(attempts).start();
    }
}

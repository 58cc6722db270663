package io.bisync.jushuitan.push;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Many hints, few calls: the first of a place waits a moment for others, and for the turn of its account; then all that came
 * meanwhile are read by one call. An account has one call at a time, so the more is said of it, the more each call reads.
 */
final class Gatherings {

    /**
     * What one call can read.
     *
     * @param most how many ids it takes
     */
    record Place(String account, String entity, String field, int most) {}

    /** Reads ids again. */
    @FunctionalInterface
    interface Reading {
        void of(Place place, List<String> ids) throws Exception;
    }

    private final Duration gather;
    private final Reading reading;
    private final Map<Place, Gathering> open = new HashMap<>();
    private final Map<String, Semaphore> turns = new ConcurrentHashMap<>();
    private final Map<String, Integer> waiting = new ConcurrentHashMap<>();

    Gatherings(Duration gather, Reading reading) {
        this.gather = gather;
        this.reading = reading;
    }

    /** Returns when the id was read, or fails as the call for it did. */
    void read(Place place, String id) throws Exception {
        waiting.merge(place.account(), 1, Integer::sum);
        try {
            Joined joined = join(place, id);
            if (joined.isFirst()) {
                lead(joined.gathering());
            } else {
                joined.gathering().await();
            }
        } finally {
            waiting.computeIfPresent(place.account(), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /** How many hints of an account wait. */
    int waiting(String account) {
        return waiting.getOrDefault(account, 0);
    }

    private Joined join(Place place, String id) {
        synchronized (open) {
            Gathering there = open.get(place);
            if (there != null && there.takes(id)) {
                there.add(id);
                return new Joined(there, false);
            }
            Gathering begun = new Gathering(place);
            begun.add(id);
            open.put(place, begun);
            return new Joined(begun, true);
        }
    }

    private void lead(Gathering mine) throws Exception {
        Semaphore turn = turns.computeIfAbsent(mine.place.account(), _ -> new Semaphore(1, true));
        try {
            mine.fill(gather);
            turn.acquire();
            try {
                reading.of(mine.place, close(mine));
            } finally {
                turn.release();
            }
            mine.done.complete(true);
        } catch (Exception failed) {
            mine.done.completeExceptionally(failed);
            throw failed;
        } finally {
            close(mine);
            mine.done.completeExceptionally(
                    new IllegalStateException("Whoever read for the others ended unexpectedly"));
        }
    }

    /** Nobody joins any more. */
    private List<String> close(Gathering mine) {
        synchronized (open) {
            open.remove(mine.place, mine);
            return List.copyOf(mine.ids);
        }
    }

    private record Joined(Gathering gathering, boolean isFirst) {}

    private static final class Gathering {

        private final Place place;
        private final Set<String> ids = new LinkedHashSet<>();
        private final CountDownLatch full = new CountDownLatch(1);
        private final CompletableFuture<Boolean> done = new CompletableFuture<>();

        Gathering(Place place) {
            this.place = place;
        }

        boolean takes(String id) {
            return ids.size() < place.most() || ids.contains(id);
        }

        void add(String id) {
            ids.add(id);
            if (ids.size() == place.most()) {
                full.countDown();
            }
        }

        /** Waits until it is full, or for so long. */
        void fill(Duration longest) throws InterruptedException {
            var _ = full.await(longest.toNanos(), TimeUnit.NANOSECONDS);
        }

        void await() throws Exception {
            try {
                done.get();
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof Exception cause) {
                    throw cause;
                }
                throw failed;
            }
        }
    }
}

package io.bisync.once.store;

import static io.bisync.once.store.Generation.ABSENT;
import static io.bisync.once.store.Generation.CONFIRMED;
import static io.bisync.once.store.Generation.RELEASED;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ids in a ring of generations. A new id goes to the newest; one generation ends when a quarter of the window is over or
 * when it is full, and is forgotten whole when the window is over since its end. An id is looked for in each of at most 16:
 * always the same work, however many there are.
 *
 * <p>Where more comes within a window than the capacity says, the oldest generation goes before its time (BI-ONCE-01): its
 * events would be written once more if they came again, and none is held back.
 */
public final class GenerationStore implements IdStore {

    private static final Logger log = LoggerFactory.getLogger(GenerationStore.class);

    private final StoreSettings settings;
    private final Geometry geometry;
    private final Memory memory;
    private final StoreClock clock;
    private final ReentrantLock[] locks;
    private final BitSet taken = new BitSet(Geometry.GENERATIONS);

    /** From the newest to the oldest; replaced under all locks. */
    private volatile List<Generation> generations;

    private volatile long nextTurn;
    private volatile long wholeSince;
    private final AtomicLong forgotten = new AtomicLong();
    private long fullSaid = Long.MIN_VALUE;
    private long lastNumber;

    private GenerationStore(
            StoreSettings settings, Geometry geometry, Memory memory, StoreClock clock, StoreFile.Content content) {
        this.settings = settings;
        this.geometry = geometry;
        this.memory = memory;
        this.clock = clock;
        this.locks =
                Stream.generate(ReentrantLock::new).limit(geometry.stripes()).toArray(ReentrantLock[]::new);
        this.generations = content.generations();
        var now = clock.millis();
        this.wholeSince = content.isNew() ? now : content.wholeSince();
        for (var generation : generations) {
            taken.set(generation.place());
            lastNumber = Math.max(lastNumber, generation.number());
        }
        turn(now, null);
    }

    /** Memory that is taken as it is needed, in arrays. */
    public static GenerationStore onHeap(StoreSettings settings, InstantSource wall, LongSupplier steady) {
        var geometry = Geometry.of(settings.capacity());
        return of(settings, geometry, Memory.onHeap(geometry), wall, steady);
    }

    /** Memory beside the heap, taken as it is needed. */
    public static GenerationStore offHeap(StoreSettings settings, InstantSource wall, LongSupplier steady) {
        var geometry = Geometry.of(settings.capacity());
        return of(settings, geometry, Memory.offHeap(geometry), wall, steady);
    }

    /**
     * A file that is mapped: a process that starts with it knows what the one before knew. Beside it stands a file of
     * positions. What is in it and cannot be used is thrown away, and said.
     *
     * @throws UnusableStoreException where the file cannot be used, or is used by another process
     */
    public static GenerationStore inFile(Path file, StoreSettings settings, InstantSource wall, LongSupplier steady) {
        var geometry = Geometry.of(settings.capacity());
        var mapped = StoreFile.open(file, geometry);
        var content = mapped.content();
        return new GenerationStore(settings, geometry, mapped, new StoreClock(wall, steady, content.seen()), content);
    }

    private static GenerationStore of(
            StoreSettings settings, Geometry geometry, Memory memory, InstantSource wall, LongSupplier steady) {
        return new GenerationStore(
                settings, geometry, memory, new StoreClock(wall, steady, 0), StoreFile.Content.NOTHING);
    }

    @Override
    public Reservation reserve(EventId id, long own) {
        while (true) {
            var now = now();
            var current = generations.getFirst();
            var lock = lock(id);
            try {
                for (var generation : generations) {
                    var at = generation.find(id);
                    if (at == ABSENT) {
                        continue;
                    }
                    var state = generation.state(at);
                    if (state == CONFIRMED) {
                        return Reservation.KNOWN;
                    }
                    if (state != RELEASED
                            && state != own
                            && now - state < settings.reservation().toMillis()) {
                        return Reservation.IN_PROGRESS;
                    }
                    break;
                }
                if (put(id, now)) {
                    return Reservation.of(now);
                }
            } finally {
                lock.unlock();
            }
            turn(now, current);
        }
    }

    @Override
    public void confirm(EventId id) {
        while (true) {
            var now = now();
            var current = generations.getFirst();
            var lock = lock(id);
            try {
                if (put(id, CONFIRMED)) {
                    return;
                }
            } finally {
                lock.unlock();
            }
            turn(now, current);
        }
    }

    @Override
    public void release(EventId id, long own) {
        now();
        var lock = lock(id);
        try {
            for (var generation : generations) {
                var at = generation.find(id);
                if (at != ABSENT) {
                    if (own != NONE && generation.state(at) == own) {
                        generation.state(at, id, RELEASED);
                    }
                    return;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean contains(EventId id) {
        now();
        var lock = lock(id);
        try {
            return isConfirmed(id);
        } finally {
            lock.unlock();
        }
    }

    /** What counts is in the newest generation that has the id. */
    private boolean isConfirmed(EventId id) {
        for (var generation : generations) {
            var at = generation.find(id);
            if (at != ABSENT) {
                return generation.state(at) == CONFIRMED;
            }
        }
        return false;
    }

    /** Into the newest generation, so that it is kept for the window from now on. False where there is no room. */
    private boolean put(EventId id, long state) {
        var newest = generations.getFirst();
        var at = newest.find(id);
        if (at != ABSENT) {
            newest.state(at, id, state);
            return true;
        }
        return !newest.isFull() && newest.add(id, state);
    }

    private long now() {
        var now = clock.millis();
        if (now >= nextTurn) {
            turn(now, null);
        }
        return now;
    }

    private ReentrantLock lock(EventId id) {
        var lock = locks[geometry.stripe(id)];
        lock.lock();
        return lock;
    }

    /** Ends the newest generation if its time is over or it is {@code full}; forgets those whose window is over. */
    private void turn(long now, @Nullable Generation full) {
        for (var lock : locks) {
            lock.lock();
        }
        try {
            var kept = new ArrayList<>(generations);
            if (!kept.isEmpty()) {
                var newest = kept.getFirst();
                var end = newest.opened() + settings.slice();
                if (now >= end || newest == full) {
                    newest.close(Math.min(now, end));
                }
            }
            while (!kept.isEmpty()
                    && kept.getLast().closed() <= now - settings.window().toMillis()) {
                forget(kept.removeLast());
            }
            if (kept.isEmpty() || kept.getFirst().closed() != Long.MAX_VALUE) {
                if (kept.size() == Geometry.GENERATIONS) {
                    overflow(kept.removeLast(), now);
                }
                var place = taken.nextClearBit(0);
                taken.set(place);
                lastNumber = Math.max(now, lastNumber + 1);
                kept.addFirst(new Generation(lastNumber, place, now, memory.piece(place), geometry));
            }
            generations = List.copyOf(kept);
            var oldest = kept.getLast().closed();
            nextTurn = Math.min(
                    kept.getFirst().opened() + settings.slice(),
                    oldest == Long.MAX_VALUE
                            ? oldest
                            : oldest + settings.window().toMillis());
            memory.note(wholeSince, generations);
        } finally {
            Arrays.stream(locks).forEach(ReentrantLock::unlock);
        }
    }

    private void forget(Generation oldest) {
        taken.clear(oldest.place());
        if (oldest.ids() > 0) {
            wholeSince = Math.max(wholeSince, oldest.closed());
        }
    }

    private void overflow(Generation oldest, long now) {
        forget(oldest);
        forgotten.addAndGet(oldest.ids());
        if (fullSaid <= now - settings.window().toMillis()) {
            fullSaid = now;
            log.atWarn()
                    .addKeyValue("code", "BI-ONCE-01")
                    .log(
                            "BI-ONCE-01 More than {} ids came within {}: the oldest {} are forgotten before their time",
                            settings.capacity(),
                            settings.window(),
                            oldest.ids());
        }
    }

    @Override
    public void checkpoint(Map<String, Long> positions) {
        memory.keep(positions);
    }

    @Override
    public Map<String, Long> positions() {
        return memory.positions();
    }

    @Override
    public Instant wholeSince() {
        now();
        return Instant.ofEpochMilli(wholeSince);
    }

    @Override
    public long ids() {
        now();
        return generations.stream().mapToLong(Generation::ids).sum();
    }

    @Override
    public long bytes() {
        return memory.bytes();
    }

    @Override
    public long forgotten() {
        return forgotten.get();
    }

    @Override
    public @Nullable UUID identity() {
        return memory.identity();
    }

    @Override
    public void close() {
        memory.close();
    }
}

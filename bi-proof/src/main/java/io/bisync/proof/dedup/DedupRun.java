package io.bisync.proof.dedup;

import io.bisync.once.ExactlyOnceProcessor;
import io.bisync.once.OnceSettings;
import io.bisync.once.Outcome;
import io.bisync.once.Variant;
import io.bisync.once.store.EventId;
import io.bisync.once.store.IdStore;
import io.bisync.once.store.StoreSettings;
import io.bisync.once.store.SurelyNew;
import io.bisync.time.Backoff;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/**
 * One kind of store in this process. Events carry the clock: as many as the window is to hold come within it, so ids leave
 * at the rate at which they come.
 */
final class DedupRun {

    private static final Duration WINDOW = Duration.ofHours(1);

    /** Ids are handed out to threads in such parts, and the clock goes on with them. */
    private static final int PART = 1_000;

    /** One of so many events is a repeat. */
    private static final int REPEATS = 10;

    private static final int HASHES = 200_000;

    private final DedupKind kind;
    private final int ids;
    private final int events;
    private final Path file;
    private final StoreSettings settings;
    private final AtomicLong next = new AtomicLong();
    private final LongSupplier steady;

    DedupRun(DedupKind kind, int ids, int events, Path folder) {
        this.kind = kind;
        this.ids = ids;
        this.events = events;
        this.file = folder.resolve("ids");
        this.settings = new StoreSettings(WINDOW, Duration.ofSeconds(30), ids);
        this.steady = () -> (long) ((double) next.get() / ids * WINDOW.toNanos());
    }

    DedupFigures run() throws IOException, InterruptedException {
        Files.deleteIfExists(file);
        var store = kind.open(file, settings, steady);
        var before = resident();
        fill(store);
        var grown = resident() - before;
        var held = store.ids();
        var taken = store.bytes();
        var came = next.get();
        var twoPhase = rate(store, Variant.TWO_PHASE, 1);
        var byTwo = rate(store, Variant.TWO_PHASE, 2);
        var idempotent = rate(store, Variant.IDEMPOTENT_ONLY, 1);
        var left = next.get() - came - (store.ids() - held);
        var plain = lookup(store, "Without the filter");
        double filtered;
        double filterBytes;
        double inVain;
        try (var empty = DedupKind.OFF_HEAP.open(file, new StoreSettings(WINDOW, WINDOW, PART), steady)) {
            // Told of as many ids as the store holds; what it stands before is asked by nobody here.
            var filter = new SurelyNew(empty, WINDOW, ids, steady);
            for (var number = 0; number < ids; number++) {
                filter.confirm(id(number));
            }
            filterBytes = (double) (filter.bytes() - empty.bytes()) / ids;
            filtered = lookup(filter, "With the filter");
            inVain = LongStream.rangeClosed(1, events)
                            .filter(it -> !filter.isSurelyNew(id(-it)))
                            .count()
                    / (double) events;
        }
        var hash = hash();
        store.close();
        return new DedupFigures(
                kind.word(),
                ids,
                (double) grown / held,
                (double) taken / held,
                twoPhase,
                byTwo,
                idempotent,
                plain,
                filtered,
                filterBytes,
                inVain,
                hash,
                left,
                kind == DedupKind.FILE ? recovery() : 0);
    }

    private void fill(IdStore store) {
        while (next.get() < ids) {
            var from = next.getAndAdd(PART);
            for (var number = from; number < from + PART; number++) {
                store.confirm(id(number));
            }
        }
    }

    /** Events a second of all threads. */
    private double rate(IdStore store, Variant variant, int threads) throws InterruptedException {
        var backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), new Random(1));
        var processor = new ExactlyOnceProcessor(
                "bench", store, new OnceSettings(variant, 3, backoff, 100), _ -> {}, new SimpleMeterRegistry());
        var until = next.get() + events;
        var running = new ArrayList<Thread>();
        var done = new AtomicLong();
        var start = System.nanoTime();
        for (var i = 0; i < threads; i++) {
            running.add(Thread.ofPlatform().start(() -> {
                while (next.get() < until) {
                    var from = next.getAndAdd(PART);
                    for (var number = from; number < from + PART; number++) {
                        processor.process(id(number), number, _ -> {});
                        if (number % REPEATS == 0) {
                            require(processor
                                    .process(id(number), number, _ -> {})
                                    .outcome());
                            done.incrementAndGet();
                        }
                    }
                    done.addAndGet(PART);
                }
            }));
        }
        for (var thread : running) {
            thread.join();
        }
        return done.get() / seconds(start);
    }

    private static void require(Outcome outcome) {
        if (outcome != Outcome.DUPLICATE_SKIPPED) {
            throw new IllegalStateException("A repeat was " + outcome);
        }
    }

    private double lookup(IdStore store, String what) {
        for (var round = 0; round < 2; round++) {
            var start = System.nanoTime();
            for (long number = 1; number <= events; number++) {
                if (store.contains(id(-number - (long) round * events))) {
                    throw new IllegalStateException(what + " a new id is called known");
                }
            }
            if (round == 1) {
                return (System.nanoTime() - start) / (double) events;
            }
        }
        throw new IllegalStateException("No round");
    }

    private double hash() {
        var hashes = Math.min(events, HASHES);
        long all = 0;
        for (var round = 0; round < 2; round++) {
            var start = System.nanoTime();
            for (var number = 0; number < hashes; number++) {
                all += EventId.of("7", "order", "warehouse", Integer.toString(number), "1732900000")
                        .high();
            }
            if (round == 1) {
                var each = (System.nanoTime() - start) / (double) hashes;
                return all == 0 ? 0 : each;
            }
        }
        throw new IllegalStateException("No round");
    }

    private double recovery() {
        var start = System.nanoTime();
        try (var store = kind.open(file, settings, steady)) {
            var seconds = seconds(start);
            if (!store.contains(id(next.get() - 1))) {
                throw new IllegalStateException("The last id is not known after the start");
            }
            return seconds;
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    /** As good as a hash, and cheaper: what is measured is the store. */
    private static EventId id(long number) {
        return new EventId(mix(number), mix(number ^ 0x5DEECE66DL));
    }

    private static long mix(long number) {
        var mixed = (number + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 30)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** What the process has in memory, of files that are mapped too. */
    private static long resident() throws IOException {
        System.gc();
        List<String> lines = Files.readAllLines(Path.of("/proc/self/status"));
        return lines.stream()
                .filter(it -> it.startsWith("VmRSS:"))
                .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }
}

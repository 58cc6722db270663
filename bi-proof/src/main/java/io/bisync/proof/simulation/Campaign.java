package io.bisync.proof.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Many schedules on several threads, and the search for a schedule that catches a mutant. */
final class Campaign {

    /** A violation and how to see it again. */
    record Found(long seed, Violation violation) {}

    /** What came of many schedules. */
    record Outcome(long schedules, double seconds, double cpuSeconds, Tally tally, List<Found> violations) {}

    /** How many schedules a mutant survived, and what caught it; null when nothing did. */
    record Caught(long schedules, @Nullable Found by) {}

    private static final int CHUNK = 500;
    private static final int ENOUGH_VIOLATIONS = 20;

    private final int threads;

    Campaign(int threads) {
        this.threads = threads;
        // Millions of expected failures: nobody reads their log.
        ((Logger) LoggerFactory.getLogger("io.bisync.loading")).setLevel(Level.OFF);
    }

    Outcome run(long firstSeed, long schedules) {
        var start = System.nanoTime();
        var cpu = cpuNanos();
        var next = new AtomicLong(firstSeed);
        var end = firstSeed + schedules;
        var tally = new Tally();
        var violations = new ArrayList<Found>();
        var lanes = lanes(() -> {
            try (var simulation = new Simulation()) {
                for (var from = next.getAndAdd(CHUNK); from < end; from = next.getAndAdd(CHUNK)) {
                    for (var seed = from; seed < Math.min(end, from + CHUNK); seed++) {
                        var violation = simulation.run(seed, null);
                        if (violation != null) {
                            synchronized (violations) {
                                violations.add(new Found(seed, violation));
                                if (violations.size() >= ENOUGH_VIOLATIONS) {
                                    next.set(end);
                                }
                            }
                        }
                    }
                }
                return simulation.tally;
            }
        });
        lanes.forEach(tally::add);
        violations.sort((one, other) -> Long.compare(one.seed(), other.seed()));
        return new Outcome(schedules, (System.nanoTime() - start) / 1e9, (cpuNanos() - cpu) / 1e9, tally, violations);
    }

    /** Tries every mutant until it is caught, at most so many schedules. */
    Map<Mutant, Caught> hunt(List<Mutant> mutants, long firstSeed, long atMost) {
        var next = new AtomicInteger();
        var caught = new EnumMap<Mutant, Caught>(Mutant.class);
        lanes(() -> {
            try (var simulation = new Simulation()) {
                for (var i = next.getAndIncrement(); i < mutants.size(); i = next.getAndIncrement()) {
                    var result = hunt(simulation, mutants.get(i), firstSeed, atMost);
                    synchronized (caught) {
                        caught.put(mutants.get(i), result);
                    }
                }
                return simulation.tally;
            }
        });
        return caught;
    }

    /** What happens in one schedule. */
    List<String> trace(long seed, @Nullable Mutant mutant) {
        return new Campaign(1)
                .lanes(() -> {
                    try (var simulation = new Simulation()) {
                        return simulation.trace(seed, mutant);
                    }
                })
                .getFirst();
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static Caught hunt(Simulation simulation, Mutant mutant, long firstSeed, long atMost) {
        for (var i = 0L; i < atMost; i++) {
            var violation = simulation.run(firstSeed + i, mutant);
            if (violation != null) {
                return new Caught(i + 1, new Found(firstSeed + i, violation));
            }
        }
        return new Caught(atMost, null);
    }

    /** Each lane is a virtual thread, so that giving the baton to a worker changes no thread of the system. */
    private <T> List<T> lanes(Callable<T> lane) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<T>>();
            for (var i = 0; i < threads; i++) {
                futures.add(executor.submit(lane));
            }
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException bug) {
            throw new IllegalStateException("The simulator itself failed", bug.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while simulating", interrupted);
        }
    }
}

package io.bisync.proof.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs schedules one after the other; belongs to one thread. */
final class Simulation implements AutoCloseable {

    private static final int MOST_WORKERS = 3;

    final Tally tally = new Tally();
    private final World world = new World(tally);
    private final Scheduler scheduler;

    Simulation() {
        scheduler = new Scheduler(
                MOST_WORKERS, strand -> world.workers.get(strand - 1).live());
        for (var i = 0; i < MOST_WORKERS; i++) {
            world.workers.add(new Worker(i, world, scheduler));
        }
    }

    /** Runs the schedule of a seed; null when it violates nothing. */
    @Nullable Violation run(long seed, @Nullable Mutant mutant) {
        return run(seed, mutant, null);
    }

    /** Runs it again and tells what happens. */
    List<String> trace(long seed, @Nullable Mutant mutant) {
        var words = new ArrayList<String>();
        run(seed, mutant, words);
        return words;
    }

    private @Nullable Violation run(long seed, @Nullable Mutant mutant, @Nullable List<String> words) {
        world.begin(seed, mutant, words);
        for (var worker : world.workers) {
            worker.life = 0;
            if (worker.number < world.members) {
                worker.start();
            } else {
                worker.halted = true;
            }
        }
        world.group.fillVacancies();
        scheduler.pass(0, 1 + world.next().number);
        for (var worker : world.workers) {
            if (worker.inside) {
                scheduler.pass(0, 1 + worker.number);
            }
        }
        return world.violation;
    }

    @Override
    public void close() {
        scheduler.close();
    }
}

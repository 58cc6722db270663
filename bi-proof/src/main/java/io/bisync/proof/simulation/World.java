package io.bisync.proof.simulation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One schedule: the dice, the clock, and everything that workers share. First comes a phase with faults; then all faults
 * end, and the workers have a bounded number of steps to come to rest.
 */
final class World implements InstantSource {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int FAIR_STEPS = 6_000;

    final Dice dice = new Dice();
    final Tally tally;
    final Topic topic;
    final Group group;
    final StarRocks starRocks;
    final Checker checker;
    final Accounts accounts;
    final List<Worker> workers = new ArrayList<>();

    /** The workers of this schedule; further ones stay idle. */
    int members;

    @Nullable Mutant mutant;

    boolean evicting;
    /** Whether labels alone cannot keep rows from coming twice, so that only the primary key does. */
    boolean doubling;

    boolean faulty;
    boolean over;
    boolean brokerDown;

    @Nullable Violation violation;

    private final Happenings happenings;
    private @Nullable List<String> trace;
    private int steps;
    private int faultySteps;
    private int crashRate;
    private int eventRate;
    private int switchRate;
    private Instant now = START;

    World(Tally tally) {
        this.tally = tally;
        this.topic = new Topic(this);
        this.group = new Group(this);
        this.checker = new Checker(this);
        this.accounts = new Accounts(this);
        this.starRocks = new StarRocks(this);
        this.happenings = new Happenings(this);
    }

    /** Makes everything new for a schedule. */
    void begin(long seed, @Nullable Mutant lie, @Nullable List<String> words) {
        dice.seed(seed);
        mutant = lie;
        trace = words;
        violation = null;
        over = false;
        faulty = true;
        brokerDown = false;
        steps = 0;
        faultySteps = 15 + dice.below(60);
        crashRate = dice.below(3) == 0 ? 0 : 3 + dice.below(12);
        eventRate = 100 + dice.below(300);
        switchRate = 60 + dice.below(150);
        members = 2 + (dice.below(3) == 0 ? 1 : 0);
        evicting = dice.below(3) == 0;
        doubling = evicting;
        now = START;
        accounts.begin();
        topic.begin();
        starRocks.begin();
        checker.begin();
        group.begin();
    }

    @Override
    public Instant instant() {
        return now;
    }

    void pass(long millis) {
        now = now.plusMillis(millis);
    }

    /** A worker may die here. */
    void at(Worker worker, CrashPoint point) {
        if (faulty && dice.chance(crashRate * point.weight)) {
            die(worker, point);
        }
        pause(worker);
    }

    /** A worker dies here for certain. */
    void die(Worker worker, CrashPoint point) {
        tally.hit(point);
        if (tells()) {
            tell(worker + " dies at " + point);
        }
        worker.halt();
        throw new Stopped();
    }

    /** Whether a fault strikes; counts and tells it. */
    boolean strikes(FaultKind fault, int outOfThousand) {
        if (faulty && dice.chance(outOfThousand)) {
            hit(fault);
            return true;
        }
        return false;
    }

    void hit(FaultKind fault) {
        tally.hit(fault);
        if (tells()) {
            tell(fault.name());
        }
    }

    /** Time passes, things happen, others may go on. */
    void pause(Worker worker) {
        if (over || worker.halted) {
            throw new Stopped();
        }
        steps++;
        if (faulty) {
            if (steps > faultySteps) {
                becomeFair();
            } else if (dice.chance(eventRate)) {
                happenings.strike();
            }
        } else {
            happenings.settle();
            if (steps > faultySteps + FAIR_STEPS) {
                violate(ViolationKind.NOT_QUIET, "not quiet after " + FAIR_STEPS + " steps without faults");
            }
        }
        if (!over && dice.chance(switchRate)) {
            worker.giveWay(next());
        }
        if (over || worker.halted) {
            throw new Stopped();
        }
    }

    /** Somebody who lives; brings one back to life when nobody does. */
    Worker next() {
        var first = dice.below(members);
        for (var i = 0; i < members; i++) {
            var one = workers.get((first + i) % members);
            if (!one.halted) {
                return one;
            }
        }
        var one = workers.get(first);
        happenings.restart(one);
        return one;
    }

    /** Ends the schedule when everything is where it should be. */
    void look() {
        if (!faulty && !over && topic.isEmpty() && starRocks.isQuiet() && group.isQuiet()) {
            checker.atTheEnd();
            over = true;
        }
    }

    /** While a worker waits, the requests under way go on. */
    void wait(Worker worker, long millis) {
        pass(millis);
        if (dice.below(3) > 0) {
            starRocks.progress();
        }
        at(worker, CrashPoint.WAITING);
    }

    /** A worker has nothing to do: the others come first, and without faults time flies. */
    void idle(Worker worker) {
        pass(faulty ? 1_000 : 10_000);
        pause(worker);
        if (!faulty || dice.below(2) == 0) {
            worker.giveWay(next());
        }
        pause(worker);
    }

    void violate(ViolationKind kind, String words) {
        if (violation == null) {
            violation = new Violation(kind, words);
            if (tells()) {
                tell("VIOLATION " + kind + ": " + words);
            }
        }
        over = true;
    }

    boolean tells() {
        return trace != null;
    }

    void tell(String words) {
        if (trace != null) {
            trace.add("%4d %7.1f s  %s".formatted(steps, (now.toEpochMilli() - START.toEpochMilli()) / 1e3, words));
        }
    }

    private void becomeFair() {
        faulty = false;
        brokerDown = false;
        if (tells()) {
            tell("no faults from here on");
        }
        topic.appendRest();
        starRocks.recover();
        for (var i = 0; i < members; i++) {
            var one = workers.get(i);
            if (one.halted && dice.below(2) == 0) {
                happenings.restart(one);
            }
        }
        group.fillVacancies();
    }
}

package io.bisync.proof.simulation;

import io.bisync.loading.DeadLetters;
import io.bisync.loading.KnownTopics;
import io.bisync.loading.LoadingRules;
import io.bisync.loading.Offsets;
import io.bisync.loading.partition.PartitionCoordinator;
import io.bisync.loading.range.Labels;
import io.bisync.loading.range.LoadObserver;
import io.bisync.loading.range.Prepared;
import io.bisync.loading.range.Range;
import io.bisync.loading.range.RangeNormaliser;
import io.bisync.loading.range.RangeProcessor;
import io.bisync.loading.range.RangeResult;
import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.StreamLoad;
import io.bisync.table.Entity;
import io.bisync.time.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One member of the group: the core of loading, driven as the listener drives it. What a death leaves behind is what the
 * world knows; a restart makes the core anew.
 */
final class Worker {

    private static final Labels LABELS = new Labels("sim", "sim.orders", "ods");
    private static final Map<String, Entity> ENTITIES = Map.of(Topic.NAME, Entry.ENTITY);
    private static final LoadObserver NOBODY = new LoadObserver() {};
    private static final Duration LINGER = Duration.ofSeconds(2);

    final int number;
    /** Counts its lives. */
    int life;

    boolean halted = true;
    /** Whether the group's coordinator knows it. */
    boolean live;
    /** Whether it is between its commits, so that a partition can go without a word. */
    boolean movable;
    /** Whether it is in the middle of a step. */
    boolean inside;

    Member consumer;

    private final World world;
    private final Scheduler scheduler;
    private @Nullable PartitionCoordinator partitionCoordinator;
    private @Nullable RangeProcessor work;

    Worker(int number, World world, Scheduler scheduler) {
        this.number = number;
        this.world = world;
        this.scheduler = scheduler;
        this.consumer = new Member(world, this);
    }

    /** A new process: it knows nothing. */
    void start() {
        life++;
        halted = false;
        live = true;
        movable = false;
        consumer = new Member(world, this);
        var rules = rules();
        var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), world.dice);
        var mutant = world.mutant;
        Offsets offsets = mutant == null ? consumer : new LyingOffsets(mutant, consumer);
        StreamLoad starRocks = new Sending();
        DeadLetters letters = new DeadLetterTopic(world, this);
        var holds = new ParkedTopic(world, this, mutant == Mutant.COMMIT_AFTER_FAILED_PARKING);
        partitionCoordinator = new PartitionCoordinator(
                offsets, new RangeNormaliser(ENTITIES, holds, rules), rules, backoff, world, NOBODY, new KnownTopics());
        work = new RangeProcessor(
                LABELS,
                mutant == null ? starRocks : new LyingStreamLoad(mutant, starRocks, this),
                mutant == Mutant.COMMIT_AFTER_FAILED_DEAD_LETTER ? new LyingDeadLetters(letters) : letters,
                holds,
                rules,
                backoff,
                world,
                duration -> {
                    movable = true;
                    world.wait(this, duration.toMillis());
                    movable = false;
                },
                NOBODY,
                request -> null);
    }

    private LoadingRules rules() {
        return new LoadingRules(
                0,
                2,
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(4),
                world.accounts.mostRejected(),
                world.dice.below(4) == 0 ? 200 + world.dice.below(600) : Long.MAX_VALUE,
                LoadingRules.Delivery.EXACTLY_ONCE,
                _ -> LINGER);
    }

    /** It dies: the group finds out later. */
    void halt() {
        halted = true;
        live = false;
        world.group.vacate(number);
    }

    /** Polls and loads until the schedule is over; a strand's body. */
    void live() {
        inside = true;
        while (!world.over) {
            try {
                if (halted) {
                    giveWay(world.next());
                } else {
                    step();
                }
            } catch (Stopped end) {
                if (world.over) {
                    break;
                }
            } catch (RuntimeException bug) {
                world.violate(ViolationKind.THROWN, bug.toString());
            }
        }
        inside = false;
    }

    void giveWay(Worker other) {
        if (other != this) {
            scheduler.pass(number + 1, other.number + 1);
        }
    }

    private void step() {
        world.look();
        var core = core();
        try {
            round(core.beforePoll());
        } catch (RuntimeException unexpected) {
            core.failed(unexpected.getClass().getSimpleName() + " before a poll");
        }
        movable = true;
        world.at(this, CrashPoint.POLLED);
        movable = false;
        callBack(core);
        var without = consumer.withoutOffset();
        if (!without.isEmpty()) {
            core.outOfRange(without);
        }
        var polled = consumer.poll();
        if (polled.isEmpty()) {
            world.idle(this);
            return;
        }
        if (world.tells()) {
            polled.forEach((partition, records) -> world.tell(this + " polls p" + partition.partition() + " "
                    + records.stream().map(it -> it.offset()).toList()));
        }
        try {
            round(core.polled(polled));
        } catch (RuntimeException unexpected) {
            core.failed(unexpected.getClass().getSimpleName() + " in the listener");
        }
    }

    /** What a poll tells of the group. */
    private void callBack(PartitionCoordinator core) {
        if (!live) {
            if (world.faulty && world.dice.below(2) == 0) {
                world.hit(FaultKind.ZOMBIE_POLLED);
                return;
            }
            var lost = consumer.all();
            if (world.tells()) {
                world.tell(this + " learns that it lost " + lost);
            }
            core.revoked(lost);
            lost.forEach(it -> consumer.lose(it.partition()));
            live = true;
        }
        for (var partition = 0; partition < world.topic.partitions; partition++) {
            if (world.group.mustLetGo(partition, number)) {
                core.revoked(Set.of(Topic.PARTITIONS.get(partition)));
                consumer.lose(partition);
                world.at(this, CrashPoint.REVOKED);
                if (world.group.mustLetGo(partition, number)) {
                    world.group.letGo(partition, number);
                }
            }
        }
        var taken = consumer.taken();
        if (!taken.isEmpty()) {
            core.assigned(taken);
        }
    }

    /** As {@code LoadingConsumer} does it, with the ranges one after the other instead of side by side. */
    private void round(List<Prepared> intended) {
        if (intended.isEmpty()) {
            return;
        }
        intended.forEach(it -> tell(it.range()));
        var results = new ArrayList<RangeResult>();
        movable = true;
        for (var one : intended) {
            results.add(work().run(one));
            if (halted || world.over) {
                throw new Stopped();
            }
        }
        movable = false;
        core().finish(results);
    }

    private void tell(Range range) {
        var recovered = range instanceof Range.Recovered;
        if (recovered) {
            world.hit(FaultKind.INTENT_RECOVERED);
            if (!range.intent().held().isEmpty()) {
                world.hit(FaultKind.HELD_RECOVERED);
            }
            if (!range.intent().split().isEmpty()) {
                world.hit(FaultKind.SPLIT_RESUMED);
            }
        }
        if (world.tells()) {
            world.tell(this + " has range p" + range.partition().partition() + " " + range.text()
                    + (recovered ? " as intended before" : ""));
        }
    }

    private PartitionCoordinator core() {
        return Objects.requireNonNull(partitionCoordinator);
    }

    private RangeProcessor work() {
        return Objects.requireNonNull(work);
    }

    @Override
    public String toString() {
        return "worker " + number + "." + life;
    }

    /** StarRocks as this worker reaches it. */
    private final class Sending implements StreamLoad {

        @Override
        public LoadOutcome load(LoadRequest request) {
            return world.starRocks.load(Worker.this, request);
        }

        @Override
        public LabelState state(LoadLabel label) {
            return world.starRocks.state(Worker.this, label);
        }

        @Override
        public void cancel(String table, LoadLabel label) {
            throw new UnsupportedOperationException(
                    "No schedule changes a declaration, which alone makes a load unwanted");
        }
    }
}

package io.bisync.proof.simulation;

import io.bisync.starrocks.ErrorCode;
import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.LoadTimings;
import io.bisync.starrocks.StarRocksException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * StarRocks as far as a loader sees it: labels and their states, loads that go on when nobody waits for them any more,
 * requests that arrive late, and all that it may answer.
 */
// One machine with its faults, read as a whole.
final class StarRocks {

    /** What the answer {@code Publish Timeout} is known by. */
    static final LoadTimings PUBLISH_TIMEOUT = new LoadTimings(
            Duration.ofSeconds(60), Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(60));

    private enum Mood {
        WELL,
        BUSY,
        MISCONFIGURED
    }

    private final World world;
    private final Rows rows;
    private final Map<String, Load> labels = new LinkedHashMap<>();
    /** Began, and nobody waits for their answer. */
    private final List<Load> running = new ArrayList<>();
    /** Sent, and still somewhere on their way. */
    private final List<Load> late = new ArrayList<>();

    private Mood mood = Mood.WELL;

    StarRocks(World world) {
        this.world = world;
        this.rows = new Rows(world.topic);
    }

    void begin() {
        labels.clear();
        running.clear();
        late.clear();
        mood = Mood.WELL;
    }

    LoadOutcome load(Worker worker, LoadRequest request) {
        var label = request.label();
        var part = label.value().contains("-s");
        world.at(worker, part ? CrashPoint.PART_BEFORE : CrashPoint.LOAD_BEFORE);
        var load = rows.read(request, worker);
        if (world.tells()) {
            world.tell(worker + " sends " + load);
        }
        if (!worker.live) {
            world.hit(FaultKind.ZOMBIE_LOADED);
        }
        if (mood == Mood.MISCONFIGURED || world.strikes(FaultKind.MISCONFIGURED, 5)) {
            return new LoadOutcome.Misconfigured(label, "BI-SR-05 unknown table");
        }
        if (mood == Mood.BUSY || world.strikes(FaultKind.NOT_NOW, 10)) {
            return new LoadOutcome.NotNow(label, "BI-SR-09 too busy");
        }
        if (world.strikes(FaultKind.TOO_MANY_VERSIONS, 8)) {
            return new LoadOutcome.NotNow(label, "BI-SR-08 too many versions");
        }
        if (world.strikes(FaultKind.REQUEST_LOST, 20)) {
            return undecided(label);
        }
        if (world.strikes(FaultKind.REQUEST_LATE, 30)) {
            late.add(load);
            return undecided(label);
        }
        var answer = carryOut(worker, load, label);
        world.at(worker, CrashPoint.LOAD_ANSWERED);
        return answer;
    }

    private LoadOutcome carryOut(Worker worker, Load load, LoadLabel label) {
        var known = labels.get(load.label);
        if (known != null && known.state == LabelState.PREPARE) {
            world.hit(FaultKind.LABEL_RUNNING);
            return undecided(label);
        }
        if (known != null && known.state.isDurable()) {
            world.hit(FaultKind.LABEL_FINISHED);
            checkSameRows(known, load);
            return world.dice.below(2) == 0 ? undecided(label) : committed(label, load);
        }
        prepare(load);
        var left = leave(worker, load, label);
        if (left != null) {
            return left;
        }
        running.add(load);
        load.commits = true;
        world.pause(worker);
        running.remove(load);
        if (load.state != LabelState.PREPARE) {
            return load.state.isDurable() ? committed(label, load) : undecided(label);
        }
        if (load.isRefused()) {
            return refuse(load, label);
        }
        if (world.strikes(FaultKind.FAILED_AND_ABORTED, 20)) {
            load.state = LabelState.ABORTED;
            return undecided(label);
        }
        commit(load);
        if (world.faulty && world.dice.chance(12)) {
            world.die(worker, CrashPoint.COMMITTED_UNANSWERED);
        }
        if (world.strikes(FaultKind.ANSWER_LOST, 25)) {
            return undecided(label);
        }
        if (world.strikes(FaultKind.PUBLISH_TIMEOUT, 15)) {
            load.state = LabelState.COMMITTED;
            return new LoadOutcome.Committed(label, load.entries.size(), PUBLISH_TIMEOUT);
        }
        return committed(label, load);
    }

    /** The worker dies or stops waiting in the middle; null when it does not. */
    private @Nullable LoadOutcome leave(Worker worker, Load load, LoadLabel label) {
        if (!world.faulty) {
            return null;
        }
        if (world.dice.chance(10)) {
            goOn(load, false);
            world.die(worker, CrashPoint.BODY_HALF);
        }
        if (world.dice.chance(12)) {
            goOn(load, world.dice.below(4) > 0);
            world.die(worker, CrashPoint.BODY_SENT);
        }
        if (world.strikes(FaultKind.UNDECIDED_THEN_VISIBLE, 15)) {
            goOn(load, true);
            return undecided(label);
        }
        if (world.strikes(FaultKind.UNDECIDED_THEN_ABORTED, 15)) {
            goOn(load, false);
            return undecided(label);
        }
        if (!load.isRefused() && world.strikes(FaultKind.REFUSED_BUT_LOADED, 4)) {
            goOn(load, true);
            return refused(label);
        }
        return null;
    }

    private LoadOutcome refuse(Load load, LoadLabel label) {
        world.hit(FaultKind.REFUSED_ROWS);
        if (world.strikes(FaultKind.REFUSED_BEFORE_ABORTED, 150)) {
            goOn(load, false);
            return refused(label);
        }
        load.state = LabelState.ABORTED;
        return world.strikes(FaultKind.ANSWER_LOST, 60) ? undecided(label) : refused(label);
    }

    LabelState state(Worker worker, LoadLabel label) {
        world.at(worker, CrashPoint.STATE_BEFORE);
        if (world.strikes(FaultKind.STATE_UNANSWERED, 40)) {
            throw new StarRocksException(ErrorCode.UNREACHABLE, "nobody answers");
        }
        var load = labels.get(label.value());
        var state = load == null ? LabelState.UNKNOWN : load.state;
        if (world.tells()) {
            world.tell(worker + " asks for " + label + ": " + state);
        }
        world.at(worker, CrashPoint.STATE_ANSWERED);
        return state;
    }

    /** One of the loads that go on by themselves takes a step. */
    void progress() {
        var all = running.size() + late.size();
        if (all == 0) {
            return;
        }
        var which = world.dice.below(all);
        if (which < running.size()) {
            end(running.remove(which));
        } else {
            arrive(late.remove(which - running.size()));
        }
    }

    /** A label that is over is forgotten. */
    void forgetLabel() {
        if (!world.evicting || labels.isEmpty()) {
            return;
        }
        var load = List.copyOf(labels.values()).get(world.dice.below(labels.size()));
        if (load.state != LabelState.PREPARE) {
            world.hit(FaultKind.LABEL_EVICTED);
            labels.remove(load.label);
            if (world.tells()) {
                world.tell("StarRocks forgets " + load.label);
            }
        }
    }

    /** What is only prepared is not known to the next leader and never ends well. */
    void switchLeader() {
        if (labels.values().removeIf(it -> it.state == LabelState.PREPARE)) {
            world.hit(FaultKind.LEADER_SWITCHED);
            running.forEach(it -> it.state = LabelState.UNKNOWN);
            running.clear();
        }
    }

    void changeMood() {
        mood = mood == Mood.WELL ? (world.dice.below(2) == 0 ? Mood.BUSY : Mood.MISCONFIGURED) : Mood.WELL;
    }

    void recover() {
        mood = Mood.WELL;
    }

    boolean isQuiet() {
        return running.isEmpty() && late.isEmpty();
    }

    private void prepare(Load load) {
        load.state = LabelState.PREPARE;
        labels.put(load.label, load);
    }

    private void goOn(Load load, boolean commits) {
        load.commits = commits && !load.isRefused();
        running.add(load);
    }

    private void end(Load load) {
        if (load.commits && !load.isRefused()) {
            commit(load);
        } else {
            load.state = LabelState.ABORTED;
        }
        if (world.tells()) {
            world.tell("by itself " + load.state + ": " + load);
        }
    }

    private void arrive(Load load) {
        var known = labels.get(load.label);
        if (world.tells()) {
            world.tell("arrives late: " + load);
        }
        if (known != null && (known.state == LabelState.PREPARE || known.state.isDurable())) {
            world.hit(FaultKind.LATE_REQUEST_REFUSED);
        } else {
            world.hit(FaultKind.LATE_REQUEST_LOADED);
            prepare(load);
            goOn(load, world.dice.below(4) > 0);
        }
    }

    private void commit(Load load) {
        load.state = LabelState.VISIBLE;
        world.checker.loaded(load);
    }

    private void checkSameRows(Load durable, Load again) {
        if (!durable.hasSameRows(again)) {
            world.violate(ViolationKind.LABEL_REUSED, again + " though durable is " + durable);
        }
    }

    private static LoadOutcome committed(LoadLabel label, Load load) {
        return new LoadOutcome.Committed(label, load.entries.size(), LoadTimings.NONE);
    }

    private static LoadOutcome undecided(LoadLabel label) {
        return new LoadOutcome.Undecided(label, "BI-SR-02 the exchange broke off");
    }

    private static LoadOutcome refused(LoadLabel label) {
        return new LoadOutcome.Refused(label, "BI-SR-03 too many filtered rows", "1 × too long a text");
    }
}

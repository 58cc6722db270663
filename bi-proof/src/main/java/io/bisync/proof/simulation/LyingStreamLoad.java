package io.bisync.proof.simulation;

import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.LoadTimings;
import io.bisync.starrocks.StreamLoad;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A client of StarRocks that breaks a rule. */
final class LyingStreamLoad implements StreamLoad {

    private static final int RETRIES = 3;

    private final Mutant mutant;
    private final StreamLoad starRocks;
    private final Worker worker;
    private final Map<LoadLabel, Integer> sends = new HashMap<>();
    private final Set<LoadLabel> marked = new HashSet<>();
    private final List<LoadRequest> held = new ArrayList<>();

    LyingStreamLoad(Mutant mutant, StreamLoad starRocks, Worker worker) {
        this.mutant = mutant;
        this.starRocks = starRocks;
        this.worker = worker;
    }

    @Override
    public LoadOutcome load(LoadRequest request) {
        if (mutant == Mutant.PARENT_BEFORE_CHILDREN && !request.table().equals(Entry.ROOT)) {
            held.add(request);
            return done(request);
        }
        var answer = starRocks.load(changed(request));
        return switch (mutant) {
            case PUBLISH_TIMEOUT_IS_FAILURE -> withoutPublishTimeout(request, answer);
            case SKIP_BATCH_ON_POISON -> answer instanceof LoadOutcome.Refused ? done(request) : answer;
            case FAILED_IS_DONE -> answer instanceof LoadOutcome.Undecided ? done(request) : answer;
            case SPLIT_ON_TRANSIENT_FAILURE -> refusedIfUndecided(request, answer);
            case DROP_AFTER_RETRIES ->
                sends.merge(request.label(), 1, Integer::sum) >= RETRIES ? done(request) : answer;
            case DEAD_LETTER_BEFORE_ABORTED, NEW_LABEL_ON_RETRY -> {
                if (answer instanceof LoadOutcome.Refused) {
                    marked.add(request.label());
                }
                yield answer;
            }
            case PARENT_BEFORE_CHILDREN -> {
                held.forEach(starRocks::load);
                held.clear();
                yield answer;
            }
            default -> answer;
        };
    }

    @Override
    public LabelState state(LoadLabel label) {
        if (mutant == Mutant.NEW_LABEL_ON_RETRY) {
            return marked.contains(label) ? LabelState.ABORTED : LabelState.UNKNOWN;
        }
        if (marked.contains(label)) {
            return mutant == Mutant.PUBLISH_TIMEOUT_IS_FAILURE ? LabelState.UNKNOWN : LabelState.ABORTED;
        }
        var state = starRocks.state(changed(label));
        return switch (mutant) {
            case ABORTED_IS_DONE -> state == LabelState.ABORTED ? LabelState.VISIBLE : state;
            case RUNNING_IS_DONE -> state == LabelState.PREPARE ? LabelState.VISIBLE : state;
            case UNKNOWN_IS_DONE -> state == LabelState.UNKNOWN ? LabelState.VISIBLE : state;
            default -> state;
        };
    }

    @Override
    public void cancel(String table, LoadLabel label) {
        starRocks.cancel(table, changed(label));
    }

    private LoadRequest changed(LoadRequest request) {
        var label = request.label();
        var retried = mutant == Mutant.NEW_LABEL_ON_RETRY
                || (mutant == Mutant.PUBLISH_TIMEOUT_IS_FAILURE && marked.contains(label));
        var sent = retried
                ? new LoadLabel(label + "-r" + worker.life + worker.number + sends.merge(label, 1, Integer::sum))
                : changed(label);
        return new LoadRequest(
                sent,
                request.table(),
                request.columns(),
                mutant == Mutant.NO_MERGE_CONDITION ? "" : request.mergeCondition(),
                request.format(),
                request.body());
    }

    private LoadLabel changed(LoadLabel label) {
        var value = label.value();
        return switch (mutant) {
            case LABEL_SHARED_BY_TABLES -> new LoadLabel("load" + value.substring(value.lastIndexOf("-e0-p")));
            case LABEL_SHARED_BY_PARTITIONS -> new LoadLabel(value.replaceFirst("-e0-p\\d+-", "-e0-"));
            case NEW_PARTS_AFTER_CRASH_IN_SPLIT ->
                value.contains("-s") ? new LoadLabel(value + "-" + worker.life + "-" + worker.number) : label;
            default -> label;
        };
    }

    private LoadOutcome withoutPublishTimeout(LoadRequest request, LoadOutcome answer) {
        if (answer instanceof LoadOutcome.Committed committed
                && committed.timings().equals(StarRocks.PUBLISH_TIMEOUT)) {
            marked.add(request.label());
            return new LoadOutcome.Undecided(request.label(), "BI-SR-02 a mutant says so");
        }
        return answer;
    }

    private LoadOutcome refusedIfUndecided(LoadRequest request, LoadOutcome answer) {
        if (answer instanceof LoadOutcome.Undecided) {
            marked.add(request.label());
            return new LoadOutcome.Refused(request.label(), "BI-SR-03 a mutant says so", null);
        }
        return answer;
    }

    private static LoadOutcome done(LoadRequest request) {
        return new LoadOutcome.Committed(request.label(), request.body().rows(), LoadTimings.NONE);
    }
}

package io.bisync.loading.range;

import io.bisync.loading.FailureException;
import io.bisync.loading.LoadPrecondition;
import io.bisync.loading.LoadingRules;
import io.bisync.loading.Offsets.Committed;
import io.bisync.loading.Waiting;
import io.bisync.loading.range.LoadAttempt.Start;
import io.bisync.loading.range.LoadAttempt.Step;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.StarRocksException;
import io.bisync.starrocks.StreamLoad;
import io.bisync.time.Backoff;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the loads of one range out, step by step as {@link LoadAttempt} says, until its round's time is over. It
 * remembers what was sent or asked last and what was refused, also when the rest fails.
 */
final class LoadRunner {

    private static final Logger log = LoggerFactory.getLogger(LoadRunner.class);

    private final Range range;
    private final Set<String> traces;
    private final StreamLoad streamLoad;
    private final LoadPrecondition gate;
    private final LoadObserver observer;
    private final LoadingRules rules;
    private final Backoff backoff;
    private final InstantSource clock;
    private final Waiting waiting;
    private final Instant until;

    private final Map<LoadLabel, LoadOutcome.Refused> refused;
    private @Nullable String lastLabel;
    private @Nullable String lastOutcome;

    LoadRunner(
            Prepared prepared,
            StreamLoad streamLoad,
            LoadPrecondition gate,
            LoadObserver observer,
            LoadingRules rules,
            Backoff backoff,
            InstantSource clock,
            Waiting waiting) {
        this.range = prepared.range();
        this.traces = prepared.rows().traces();
        this.streamLoad = streamLoad;
        this.gate = gate;
        this.observer = observer;
        this.rules = rules;
        this.backoff = backoff;
        this.clock = clock;
        this.waiting = waiting;
        this.until = clock.instant().plus(rules.roundLimit());
        this.refused = new HashMap<>(range.abortedLoads().answers());
    }

    /**
     * Loads these rows.
     *
     * @return what StarRocks refused, or null when the rows are in
     * @throws FailureException when it is given up
     */
    LoadOutcome.@Nullable Refused load(LoadRequest request, Start start) throws InterruptedException {
        return carry(new LoadAttempt(request, start, rules, backoff, until));
    }

    /**
     * Returns when a load that is not wanted any more is over.
     *
     * @throws FailureException when it is given up
     */
    void end(String table, LoadLabel label) throws InterruptedException {
        carry(new LoadAttempt(table, label, rules, backoff, until));
    }

    /** The label that was sent or asked last, or null. */
    @Nullable String lastLabel() {
        return lastLabel;
    }

    /** The answer to it. */
    @Nullable String lastOutcome() {
        return lastOutcome;
    }

    /** What was refused here and before, for whoever finds the range beside this. */
    AbortedLoads abortedLoads(OffsetMetadata beside) {
        return new AbortedLoads(new Committed(range.from(), beside.text()), Map.copyOf(refused));
    }

    private LoadOutcome.@Nullable Refused carry(LoadAttempt load) throws InterruptedException {
        var step = load.first(clock.instant());
        while (true) {
            switch (step) {
                case Step.Send(var request) -> step = send(load, request);
                case Step.Ask(var label) -> step = ask(load, label);
                case Step.Cancel(var table, var label) -> step = cancel(load, table, label);
                case Step.Wait(var duration) -> {
                    waiting.await(duration);
                    step = load.waited(clock.instant());
                }
                case Step.Done _ -> {
                    return null;
                }
                case Step.Refused(var answer) -> {
                    refused.put(answer.label(), answer);
                    return answer;
                }
                case Step.GivenUp(var failure) -> throw new FailureException(failure);
            }
        }
    }

    private Step send(LoadAttempt load, LoadRequest request) {
        lastLabel = request.label().value();
        var objection = gate.objection(request);
        var outcome = objection == null ? streamLoad.load(request) : objection;
        lastOutcome = outcome.getClass().getSimpleName();
        LoadLog.sent(range, request, outcome, traces);
        observer.answered(request, outcome);
        return load.sent(outcome, clock.instant());
    }

    private Step ask(LoadAttempt load, LoadLabel label) {
        lastLabel = label.value();
        try {
            var state = streamLoad.state(label);
            lastOutcome = state.name();
            log.atInfo().addKeyValue("label", label).log("The label's state is {}", state);
            return load.found(state, clock.instant());
        } catch (StarRocksException unanswered) {
            lastOutcome = unanswered.code().code();
            return load.unanswered(unanswered, clock.instant());
        }
    }

    private Step cancel(LoadAttempt load, String table, LoadLabel label) {
        try {
            streamLoad.cancel(table, label);
            log.atInfo()
                    .addKeyValue("label", label)
                    .log("A load of an earlier declaration was running; StarRocks is asked to give it up");
        } catch (StarRocksException unanswered) {
            log.atWarn()
                    .addKeyValue("label", label)
                    .log("A load of an earlier declaration is waited for: {}", unanswered.getMessage());
        }
        return load.cancelled();
    }
}

package io.bisync.loading;

import io.bisync.loading.AccountsInRange.Fate;
import io.bisync.loading.DeadLetters.DeadLetter;
import io.bisync.loading.DeadLetters.NotAcknowledgedException;
import io.bisync.loading.LoadAttempt.Step;
import io.bisync.loading.OffsetMetadata.Intent;
import io.bisync.loading.Offsets.Committed;
import io.bisync.loading.RangeLoad.Outcome;
import io.bisync.row.ChunkPool;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.StarRocksException;
import io.bisync.starrocks.StreamLoad;
import io.bisync.table.Entity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one range out: {@link #prepare} normalises it, {@link #run} loads its tables and then rejects what does not
 * fit. It touches no consumer and no state of another range, so ranges run side by side. Dead letters come after the
 * loads, so that a load that has to be tried again does not publish them again, and before the closing commit.
 */
public final class RangeProcessor {

    /** Waits between two attempts; a test lets time pass instead. */
    @FunctionalInterface
    public interface Waiting {
        void await(Duration duration) throws InterruptedException;
    }

    private static final Logger log = LoggerFactory.getLogger(RangeProcessor.class);

    /** After these the table is what it was; after all others somebody may have mended it, and what was refused may fit. */
    private static final Set<FailureKind> PASSING =
            Set.of(FailureKind.NOT_NOW, FailureKind.TOO_OFTEN, FailureKind.UNDECIDED, FailureKind.DEAD_LETTERS);

    private final Map<String, Entity> entities;
    private final Labels labels;
    private final StreamLoad streamLoad;
    private final DeadLetters deadLetters;
    private final Holds holds;
    private final LoadingRules rules;
    private final Backoff backoff;
    private final InstantSource clock;
    private final Waiting waiting;
    private final LoadObserver observer;
    private final LoadPrecondition gate;
    private final ChunkPool memory;

    public RangeProcessor(
            Map<String, Entity> entities,
            Labels labels,
            StreamLoad streamLoad,
            DeadLetters deadLetters,
            Holds holds,
            LoadingRules rules,
            Backoff backoff,
            InstantSource clock,
            Waiting waiting,
            LoadObserver observer,
            LoadPrecondition gate) {
        this.entities = Map.copyOf(entities);
        this.labels = labels;
        this.streamLoad = streamLoad;
        this.deadLetters = deadLetters;
        this.holds = holds;
        this.rules = rules;
        this.backoff = backoff;
        this.clock = clock;
        this.waiting = waiting;
        this.observer = observer;
        this.gate = gate;
        this.memory = new ChunkPool(rules.rangeBytes());
    }

    /**
     * Normalises a range, or more of a fresh one that is still gathered, and cuts a fresh one where its rows become too
     * many; never throws.
     */
    public Prepared prepare(Range range) {
        try {
            var entity = entity(range);
            var found = range.found();
            var gathered = range.gathered();
            var rows = gathered == null ? RangeRows.of(accounts(range), entity, memory) : gathered;
            var most = found == null ? rules.rangeBytes() : Long.MAX_VALUE;
            var taken = rows.take(range.records(), most);
            LoadLog.follow(range.records(), rows.traces());
            if (found != null) {
                return new Prepared.Ready(range, rows, found);
            }
            var cut = taken < range.records().size() ? range.upTo(taken) : range;
            var intent = new Intent(
                    cut.to(), clock.instant(), entity.fingerprint(), rows.content(), new TreeSet<>(), rows.held());
            return new Prepared.Ready(cut, rows, intent);
        } catch (FailureException known) {
            return new Prepared.Unready(range, known.failure());
        } catch (RuntimeException | Error unexpected) {
            return new Prepared.Unready(range, unexpected(range, unexpected));
        }
    }

    private AccountsInRange accounts(Range range) {
        var found = range.found();
        return found == null
                ? AccountsInRange.fresh(range.partition(), range.rejectedBefore(), holds, rules.rejectionLimit())
                : AccountsInRange.intended(range.partition(), range.rejectedBefore(), holds, found.held());
    }

    /** Runs to the end and never throws: what goes wrong is in the result. */
    public RangeResult run(Prepared prepared) {
        return switch (prepared) {
            case Prepared.Unready(var range, var failure) -> RangeResult.unloaded(range, failure);
            case Prepared.Ready ready -> {
                try {
                    yield run(ready);
                } finally {
                    ready.rows().release();
                }
            }
        };
    }

    private RangeResult run(Prepared.Ready ready) {
        var range = ready.range();
        var sent = new Sent(range.abortedLoads());
        try {
            return load(ready, sent);
        } catch (FailureException known) {
            return sent.unloaded(ready, known.failure());
        } catch (NotAcknowledgedException unacknowledged) {
            return sent.unloaded(
                    ready,
                    new Failure(
                            FailureKind.DEAD_LETTERS,
                            "A dead letter was not acknowledged (%s); its partition waits for the dead letter topic"
                                    .formatted(unacknowledged.getMessage())));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return sent.unloaded(ready, unexpected(range, interrupted));
        } catch (RuntimeException | Error unexpected) {
            return sent.unloaded(ready, unexpected(range, unexpected));
        }
    }

    private RangeResult load(Prepared.Ready ready, Sent sent) throws InterruptedException {
        var range = ready.range();
        var until = clock.instant().plus(rules.roundLimit());
        var loads = new RangeLoad(
                ready, entity(range), labels, rules, backoff, it -> carry(ready, it, sent), until, memory);
        return switch (loads.load()) {
            case Outcome.ToSplit(var table, var answer) -> {
                var split = range.note(range.epoch(), ready.intent().splitting(table));
                yield new RangeResult(
                        range,
                        new Failure(
                                FailureKind.REFUSED,
                                "StarRocks refused rows of label %s: %s; the range is loaded in parts to find them"
                                        .formatted(answer.label().value(), answer.message())),
                        split,
                        sent.refusals(range, split),
                        range.rejectedBefore(),
                        RangeCounts.NONE,
                        sent.label,
                        sent.outcome);
            }
            case Outcome.ToHold(var account, var answer, var intent) ->
                new RangeResult(
                        range,
                        new Failure(
                                FailureKind.REFUSED,
                                "StarRocks refuses the rows of account %s one by one, the last ones of label %s: %s; the account is held, and the others' are loaded"
                                        .formatted(account, answer.label().value(), answer.message())),
                        range.note(range.epoch() + 1, intent),
                        AbortedLoads.NONE,
                        range.rejectedBefore(),
                        RangeCounts.NONE,
                        sent.label,
                        sent.outcome);
            case Outcome.Loaded(var rows, var refused) -> {
                var letters = new ArrayList<DeadLetter>(rows.rejected());
                letters.addAll(refused);
                letters.sort(Comparator.comparingLong(it -> it.record().offset()));
                var rejections = refused.isEmpty() ? rows.rejections() : rejections(range, letters, ready.intent());
                if (!letters.isEmpty()) {
                    deadLetters.publish(labels.group(), letters);
                    LoadLog.rejected(range, letters);
                }
                if (!rows.parked().isEmpty()) {
                    holds.park(labels.group(), rows.parked());
                }
                LoadLog.held(range, rejections);
                yield new RangeResult(
                        range, null, null, AbortedLoads.NONE, rejections, rows.counts(), sent.label, sent.outcome);
            }
        };
    }

    /** What is rejected at the range's end, with what StarRocks refused; who has too much of it is held from there on. */
    private Rejections rejections(Range range, List<DeadLetter> letters, Intent intent) {
        var accounts = AccountsInRange.intended(range.partition(), range.rejectedBefore(), holds, intent.held());
        var tallies = new AccountTally();
        var next = 0;
        for (var record : range.records()) {
            var account = tallies.of(record).name();
            if (next < letters.size() && letters.get(next).record().offset() == record.offset()) {
                next++;
                accounts.rejected(account, record.offset());
            } else if (accounts.fate(account, record.offset()) == Fate.LOADED) {
                accounts.fits(account);
            }
        }
        return accounts.rejectionsFrom(range.to(), rules.rejectionLimit());
    }

    private Step carry(Prepared.Ready ready, LoadAttempt load, Sent sent) throws InterruptedException {
        var step = load.first(clock.instant());
        while (true) {
            switch (step) {
                case Step.Send(var request) -> {
                    sent.label = request.label().value();
                    var objection = gate.objection(request);
                    var outcome = objection == null ? streamLoad.load(request) : objection;
                    sent.outcome = outcome.getClass().getSimpleName();
                    LoadLog.sent(ready.range(), request, outcome, ready.rows().traces());
                    observer.answered(request, outcome);
                    step = load.sent(outcome, clock.instant());
                }
                case Step.Ask(var label) -> step = ask(load, label, sent);
                case Step.Cancel(var table, var label) -> step = cancel(load, table, label);
                case Step.Wait(var duration) -> {
                    waiting.await(duration);
                    step = load.waited(clock.instant());
                }
                case Step.Done done -> {
                    return done;
                }
                case Step.Refused refused -> {
                    sent.refused.put(refused.answer().label(), refused.answer());
                    return refused;
                }
                case Step.GivenUp(var failure) -> throw new FailureException(failure);
            }
        }
    }

    private Step ask(LoadAttempt load, LoadLabel label, Sent sent) {
        sent.label = label.value();
        try {
            var state = streamLoad.state(label);
            sent.outcome = state.name();
            log.atInfo().addKeyValue("label", label).log("The label's state is {}", state);
            return load.found(state, clock.instant());
        } catch (StarRocksException unanswered) {
            sent.outcome = unanswered.code().code();
            return load.unanswered(String.valueOf(unanswered.getMessage()), clock.instant());
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

    /** A listener of a topic without one does not start: LoadingContract. */
    private Entity entity(Range range) {
        return Objects.requireNonNull(entities.get(range.topic()), range.topic());
    }

    private static Failure unexpected(Range range, Throwable thrown) {
        log.atError()
                .addKeyValue("topic", range.topic())
                .addKeyValue("partition", range.partition().partition())
                .addKeyValue("offset", range.from())
                .setCause(withoutMessage(thrown))
                .log("{} Range {} failed in a way that nobody expects", FailureKind.UNEXPECTED.code(), range.text());
        return new Failure(
                FailureKind.UNEXPECTED,
                "%s while loading range %s; nothing of it is committed or rejected, the log has the stack"
                        .formatted(thrown.getClass().getSimpleName(), range.text()));
    }

    /** An exception's own message may quote a record. */
    private static Throwable withoutMessage(Throwable thrown) {
        var bare = new IllegalStateException(thrown.getClass().getName());
        bare.setStackTrace(thrown.getStackTrace());
        return bare;
    }

    /** What was sent or asked last and what was refused, also when the rest fails. */
    private static final class Sent {
        private final Map<LoadLabel, LoadOutcome.Refused> refused;
        private @Nullable String label;
        private @Nullable String outcome;

        private Sent(AbortedLoads before) {
            refused = new HashMap<>(before.answers());
        }

        private AbortedLoads refusals(Range range, OffsetMetadata beside) {
            return new AbortedLoads(new Committed(range.from(), beside.text()), Map.copyOf(refused));
        }

        /** Rows that StarRocks miscounted are sent anew under another epoch: their label would only repeat its success. */
        private RangeResult unloaded(Prepared.Ready ready, Failure failure) {
            var range = ready.range();
            var reopened =
                    failure.kind() == FailureKind.MISCOUNTED ? range.note(range.epoch() + 1, ready.intent()) : null;
            var kept = PASSING.contains(failure.kind())
                    ? refusals(range, range.note(range.epoch(), ready.intent()))
                    : AbortedLoads.NONE;
            return new RangeResult(
                    range, failure, reopened, kept, range.rejectedBefore(), RangeCounts.NONE, label, outcome);
        }
    }
}

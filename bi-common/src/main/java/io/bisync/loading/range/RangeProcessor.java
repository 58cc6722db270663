package io.bisync.loading.range;

import io.bisync.loading.DeadLetters;
import io.bisync.loading.DeadLetters.DeadLetter;
import io.bisync.loading.DeadLetters.NotAcknowledgedException;
import io.bisync.loading.Failure;
import io.bisync.loading.FailureException;
import io.bisync.loading.FailureKind;
import io.bisync.loading.Holds;
import io.bisync.loading.LoadPrecondition;
import io.bisync.loading.LoadingRules;
import io.bisync.loading.Waiting;
import io.bisync.loading.range.AccountsInRange.Fate;
import io.bisync.loading.range.RangeLoad.Outcome;
import io.bisync.starrocks.StreamLoad;
import io.bisync.time.Backoff;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries one range out: it loads its tables and then rejects what does not fit. It touches no consumer and no state of
 * another range, so ranges run side by side. Dead letters come after the loads, so that a load that has to be tried again
 * does not publish them again, and before the closing commit.
 */
public final class RangeProcessor {

    /** After these the table is what it was; after all others somebody may have mended it, and what was refused may fit. */
    private static final Set<FailureKind> PASSING =
            Set.of(FailureKind.NOT_NOW, FailureKind.TOO_OFTEN, FailureKind.UNDECIDED, FailureKind.DEAD_LETTERS);

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

    public RangeProcessor(
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
    }

    /** Runs to the end and never throws: what goes wrong is in the result. Its rows are gone then. */
    public RangeResult run(Prepared prepared) {
        var range = prepared.range();
        var runner = new LoadRunner(prepared, streamLoad, gate, observer, rules, backoff, clock, waiting);
        try {
            return load(prepared, runner);
        } catch (FailureException known) {
            return unloaded(range, runner, known.failure());
        } catch (NotAcknowledgedException unacknowledged) {
            return unloaded(
                    range,
                    runner,
                    new Failure(
                            FailureKind.DEAD_LETTERS,
                            "A dead letter was not acknowledged (%s); its partition waits for the dead letter topic"
                                    .formatted(unacknowledged.getMessage())));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return unloaded(range, runner, unexpected(range, interrupted));
        } catch (RuntimeException | Error unexpected) {
            return unloaded(range, runner, unexpected(range, unexpected));
        } finally {
            prepared.rows().release();
        }
    }

    private RangeResult load(Prepared prepared, LoadRunner runner) throws InterruptedException {
        var range = prepared.range();
        return switch (new RangeLoad(prepared, labels, rules, runner).load()) {
            case Outcome.ToSplit(var table, var answer) -> {
                var split = range.start().metadata(range.epoch(), range.intent().splitting(table));
                yield failed(
                        range,
                        runner,
                        new Failure(
                                FailureKind.REFUSED,
                                "StarRocks refused rows of label %s: %s; the range is loaded in parts to find them"
                                        .formatted(answer.label().value(), answer.message())),
                        split,
                        runner.abortedLoads(split));
            }
            case Outcome.ToHold(var account, var answer, var intent) ->
                failed(
                        range,
                        runner,
                        new Failure(
                                FailureKind.REFUSED,
                                "StarRocks refuses the rows of account %s one by one, the last ones of label %s: %s; the account is held, and the others' are loaded"
                                        .formatted(account, answer.label().value(), answer.message())),
                        range.start().metadata(range.epoch() + 1, intent),
                        AbortedLoads.NONE);
            case Outcome.Loaded(var rows, var refused) -> {
                var rejections = reject(range, rows, refused);
                if (!rows.parked().isEmpty()) {
                    holds.park(labels.group(), rows.parked());
                }
                LoadLog.held(range, rejections);
                yield new RangeResult(
                        range,
                        null,
                        null,
                        AbortedLoads.NONE,
                        rejections,
                        rows.counts(),
                        runner.lastLabel(),
                        runner.lastOutcome());
            }
        };
    }

    private Rejections reject(Range range, RangeRows rows, List<DeadLetter> refused) {
        var letters = new ArrayList<DeadLetter>(rows.rejected());
        letters.addAll(refused);
        letters.sort(Comparator.comparingLong(it -> it.record().offset()));
        var rejections = refused.isEmpty() ? rows.rejections() : rejections(range, rows, letters);
        if (!letters.isEmpty()) {
            deadLetters.publish(labels.group(), letters);
            LoadLog.rejected(range, letters);
        }
        return rejections;
    }

    /** What is rejected at the range's end, with what StarRocks refused; who has too much of it is held from there on. */
    private Rejections rejections(Range range, RangeRows rows, List<DeadLetter> letters) {
        var accounts = rows.accounts()
                .again(range.start().rejectedBefore(), range.intent().held());
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

    /** Rows that StarRocks miscounted are sent anew under another epoch: their label would only repeat its success. */
    private static RangeResult unloaded(Range range, LoadRunner runner, Failure failure) {
        var intent = range.intent();
        var reopened =
                failure.kind() == FailureKind.MISCOUNTED ? range.start().metadata(range.epoch() + 1, intent) : null;
        var aborted = PASSING.contains(failure.kind())
                ? runner.abortedLoads(range.start().metadata(range.epoch(), intent))
                : AbortedLoads.NONE;
        return failed(range, runner, failure, reopened, aborted);
    }

    private static RangeResult failed(
            Range range,
            LoadRunner runner,
            Failure failure,
            @Nullable OffsetMetadata reopened,
            AbortedLoads abortedLoads) {
        return new RangeResult(
                range,
                failure,
                reopened,
                abortedLoads,
                range.start().rejectedBefore(),
                RangeCounts.NONE,
                runner.lastLabel(),
                runner.lastOutcome());
    }

    private static Failure unexpected(Range range, Throwable thrown) {
        return LoadLog.unexpected(range.partition(), range.from(), range.to(), thrown);
    }
}

package io.bisync.loading;

import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides, answer by answer, what comes next for the loads of one range: children first, their parent last, one at a time.
 * A load is done when StarRocks says that it is committed, in its answer or by its label's state, and by nothing else.
 * Whatever is unclear is resolved by the state of the same label; the same label is sent again only when that state says
 * that nothing of it is there.
 */
public final class RangeLoad {

    /** What is to be done; its answer goes to the method of {@link RangeLoad} that the step names. */
    public sealed interface Step {
        /** Send the load, then {@link RangeLoad#sent}. */
        record Send(LoadRequest request) implements Step {}

        /** Ask for the state of the label, then {@link RangeLoad#found} or {@link RangeLoad#unanswered}. */
        record Ask(LoadLabel label) implements Step {}

        /** Wait, then {@link RangeLoad#waited}. */
        record Wait(Duration duration) implements Step {}

        /** Every load is committed. */
        record Done() implements Step {}

        /** The range has to rest. */
        record GivenUp(Trouble trouble) implements Step {}
    }

    private final List<LoadRequest> loads;
    private final boolean maybeSent;
    private final LoadingRules rules;
    private final Backoff backoff;
    private final Instant until;

    private int index;
    private int sends;
    private @Nullable Instant runningSince;
    private @Nullable String unclear;
    private @Nullable Trouble refusal;
    private Step afterWait = new Step.Done();

    public RangeLoad(List<LoadRequest> loads, boolean maybeSent, LoadingRules rules, Backoff backoff, Instant start) {
        this.loads = List.copyOf(loads);
        this.maybeSent = maybeSent;
        this.rules = rules;
        this.backoff = backoff;
        this.until = start.plus(rules.roundLimit());
    }

    /** The first step. */
    public Step first(Instant now) {
        return begin(now);
    }

    /** Takes the answer to {@link Step.Send}. */
    public Step sent(LoadOutcome outcome, Instant now) {
        return switch (outcome) {
            case LoadOutcome.Committed _ -> next(now);
            case LoadOutcome.Refused refused -> {
                refusal = new Trouble(
                        TroubleKind.REFUSED,
                        "StarRocks refused rows of label %s: %s; nothing is set aside, compare the table with its declaration"
                                .formatted(refused.label().value(), refused.message()));
                yield ask();
            }
            case LoadOutcome.Undecided undecided -> {
                refusal = null;
                unclear = undecided.reason();
                yield ask();
            }
            case LoadOutcome.NotNow notNow ->
                new Step.GivenUp(new Trouble(TroubleKind.NOT_NOW, "StarRocks asks for a pause: " + notNow.reason()));
            case LoadOutcome.Misconfigured wrong ->
                new Step.GivenUp(new Trouble(TroubleKind.MISCONFIGURED, "Loading cannot work: " + wrong.reason()));
        };
    }

    /** Takes the answer to {@link Step.Ask}. */
    public Step found(LabelState state, Instant now) {
        return switch (state) {
            case VISIBLE, COMMITTED -> next(now);
            case PREPARE, PREPARED -> running(now);
            case ABORTED -> refusal == null ? sendAgain(now) : new Step.GivenUp(refusal);
            case UNKNOWN -> sendAgain(now);
        };
    }

    /** Takes no answer to {@link Step.Ask}. */
    public Step unanswered(String reason, Instant now) {
        unclear = reason;
        return running(now);
    }

    /** Goes on after {@link Step.Wait}. */
    public Step waited(Instant now) {
        return now.isAfter(until) ? givenUp("the round's time is over") : afterWait;
    }

    /** How many of the loads are known to be committed. */
    public int committed() {
        return index;
    }

    private Step next(Instant now) {
        index++;
        sends = 0;
        runningSince = null;
        unclear = null;
        refusal = null;
        return begin(now);
    }

    private Step begin(Instant now) {
        if (index == loads.size()) {
            return new Step.Done();
        }
        return maybeSent ? ask() : send(now);
    }

    private Step running(Instant now) {
        if (runningSince == null) {
            runningSince = now;
        }
        if (Duration.between(runningSince, now).compareTo(rules.patience()) >= 0) {
            return givenUp("it is still running, or its state cannot be asked for");
        }
        return waitFor(rules.askEvery(), ask(), now);
    }

    private Step sendAgain(Instant now) {
        if (sends == 0) {
            return send(now);
        }
        if (sends >= rules.attempts()) {
            return refusal == null ? givenUp("it was sent %d times".formatted(sends)) : new Step.GivenUp(refusal);
        }
        return waitFor(backoff.between(sends), send(now), now);
    }

    private Step waitFor(Duration duration, Step then, Instant now) {
        if (now.plus(duration).isAfter(until)) {
            return givenUp("the round's time is over");
        }
        afterWait = then;
        return new Step.Wait(duration);
    }

    private Step send(Instant now) {
        if (now.isAfter(until)) {
            return givenUp("the round's time is over");
        }
        sends++;
        return new Step.Send(loads.get(index));
    }

    private Step ask() {
        return new Step.Ask(loads.get(index).label());
    }

    private Step givenUp(String why) {
        return new Step.GivenUp(new Trouble(
                TroubleKind.UNDECIDED,
                "The load of label %s is not decided (%s%s); the same label is resolved after a rest"
                        .formatted(loads.get(index).label().value(), why, unclear == null ? "" : ": " + unclear)));
    }
}

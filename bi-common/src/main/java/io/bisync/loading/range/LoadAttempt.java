package io.bisync.loading.range;

import io.bisync.loading.Failure;
import io.bisync.loading.FailureKind;
import io.bisync.loading.LoadingRules;
import io.bisync.starrocks.ErrorCode;
import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.StarRocksException;
import io.bisync.time.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides, answer by answer, what comes next for one load. It is done when StarRocks says that it is committed, in its
 * answer or by its label's state, and by nothing else. Whatever is unclear is resolved by the state of the same label;
 * the same label is sent again only when that state says that nothing of it is there; rows count as refused only after
 * the label is aborted.
 */
final class LoadAttempt {

    /** What is known of a load before it starts. */
    enum Start {
        /** Nobody has sent it. */
        FRESH,
        /** It may have been sent before: its state comes first. */
        MAYBE_SENT,
        /** It may have been sent before and must not be sent now: what is there is all that can be there. */
        MUST_BE_THERE,
        /** It may have been sent before and is not wanted any more: it only has to be over. */
        MUST_BE_OVER
    }

    /** What is to be done; its answer goes to the method of {@link LoadAttempt} that the step names. */
    sealed interface Step {
        /** Send the load, then {@link LoadAttempt#sent}. */
        record Send(LoadRequest request) implements Step {}

        /** Ask for the state of the label, then {@link LoadAttempt#found} or {@link LoadAttempt#unanswered}. */
        record Ask(LoadLabel label) implements Step {}

        /** Ask StarRocks to give up the load, then {@link LoadAttempt#cancelled}, whatever it says. */
        record Cancel(String table, LoadLabel label) implements Step {}

        /** Wait, then {@link LoadAttempt#waited}. */
        record Wait(Duration duration) implements Step {}

        /** The rows are in. */
        record Done() implements Step {}

        /** StarRocks refused rows, and the label is aborted. */
        record Refused(LoadOutcome.Refused answer) implements Step {}

        /** The range has to rest. */
        record GivenUp(Failure failure) implements Step {}
    }

    private final String table;
    private final LoadLabel label;
    private final @Nullable LoadRequest request;
    private final Start start;
    private final LoadingRules rules;
    private final Backoff backoff;
    private final Instant until;

    private int sends;
    private boolean cancelled;
    private @Nullable Instant runningSince;
    private @Nullable String unclear;
    private LoadOutcome.@Nullable Refused refused;
    private Step afterWait = new Step.Done();

    /** A load that is wanted; nothing is sent or waited for after {@code until}. */
    LoadAttempt(LoadRequest request, Start start, LoadingRules rules, Backoff backoff, Instant until) {
        this(request.table(), request.label(), request, start, rules, backoff, until);
    }

    /** A load that is not wanted any more: it only has to be over. */
    LoadAttempt(String table, LoadLabel label, LoadingRules rules, Backoff backoff, Instant until) {
        this(table, label, null, Start.MUST_BE_OVER, rules, backoff, until);
    }

    private LoadAttempt(
            String table,
            LoadLabel label,
            @Nullable LoadRequest request,
            Start start,
            LoadingRules rules,
            Backoff backoff,
            Instant until) {
        this.table = table;
        this.label = label;
        this.request = request;
        this.start = start;
        this.rules = rules;
        this.backoff = backoff;
        this.until = until;
    }

    /** The first step. */
    Step first(Instant now) {
        return start == Start.FRESH ? send(now) : ask();
    }

    /** Takes the answer to {@link Step.Send}. */
    Step sent(LoadOutcome outcome, Instant now) {
        return switch (outcome) {
            case LoadOutcome.Committed _ -> new Step.Done();
            case LoadOutcome.Refused answer -> {
                refused = answer;
                yield ask();
            }
            case LoadOutcome.Undecided undecided -> {
                refused = null;
                unclear = undecided.reason();
                yield ask();
            }
            case LoadOutcome.NotNow notNow ->
                givenUp(
                        notNow.tooManyVersions() ? FailureKind.TOO_OFTEN : FailureKind.NOT_NOW,
                        "StarRocks asks for a pause: " + notNow.reason());
            case LoadOutcome.Misconfigured wrong ->
                givenUp(FailureKind.MISCONFIGURED, "Loading cannot work: " + wrong.reason());
            case LoadOutcome.Miscounted wrong -> givenUp(FailureKind.MISCOUNTED, wrong.reason());
        };
    }

    /** Takes the answer to {@link Step.Ask}. */
    Step found(LabelState state, Instant now) {
        return switch (state) {
            case VISIBLE, COMMITTED -> new Step.Done();
            case PREPARE, PREPARED -> running(now);
            case ABORTED -> refused == null ? notThere(now) : new Step.Refused(refused);
            case UNKNOWN -> notThere(now);
        };
    }

    /** Takes no answer to {@link Step.Ask}. Who may not ask may not load either: somebody has to change something. */
    Step unanswered(StarRocksException why, Instant now) {
        var reason = String.valueOf(why.getMessage());
        if (sends == 0) {
            // Nothing of this round is under way, so there is nothing to wait for.
            return givenUp(
                    why.code() == ErrorCode.ACCESS_DENIED ? FailureKind.MISCONFIGURED : FailureKind.NOT_NOW,
                    "Nobody could be asked for label %s: %s".formatted(label.value(), reason));
        }
        unclear = reason;
        return running(now);
    }

    /** Goes on after {@link Step.Cancel}. */
    Step cancelled() {
        return ask();
    }

    /** Goes on after {@link Step.Wait}. */
    Step waited(Instant now) {
        return now.isAfter(until) ? undecided("the round's time is over") : afterWait;
    }

    private Step running(Instant now) {
        if (start == Start.MUST_BE_OVER && !cancelled && !now.isAfter(until)) {
            cancelled = true;
            return new Step.Cancel(table, label);
        }
        if (runningSince == null) {
            runningSince = now;
        }
        if (Duration.between(runningSince, now).compareTo(rules.patience()) >= 0) {
            return undecided("it is still running, or its state cannot be asked for");
        }
        return waitFor(rules.askEvery(), ask(), now);
    }

    private Step notThere(Instant now) {
        return switch (start) {
            case MUST_BE_OVER -> new Step.Done();
            case MUST_BE_THERE ->
                givenUp(
                        FailureKind.CHANGED,
                        "The records of label %s are not the ones that were intended, and StarRocks does not have their load: look why the topic lost or changed records, then set the group's offset to load what is left"
                                .formatted(label.value()));
            case FRESH, MAYBE_SENT -> sendAgain(now);
        };
    }

    private Step sendAgain(Instant now) {
        if (sends == 0) {
            return send(now);
        }
        if (sends >= rules.attempts()) {
            return undecided("it was sent %d times".formatted(sends));
        }
        return waitFor(backoff.after(sends), send(now), now);
    }

    private Step waitFor(Duration duration, Step then, Instant now) {
        if (now.plus(duration).isAfter(until)) {
            return undecided("the round's time is over");
        }
        afterWait = then;
        return new Step.Wait(duration);
    }

    private Step send(Instant now) {
        if (now.isAfter(until)) {
            return undecided("the round's time is over");
        }
        sends++;
        return new Step.Send(Objects.requireNonNull(request));
    }

    private Step ask() {
        return new Step.Ask(label);
    }

    private Step undecided(String why) {
        return givenUp(
                FailureKind.UNDECIDED,
                "The load of label %s is not decided (%s%s); the same label is resolved after a rest"
                        .formatted(label.value(), why, unclear == null ? "" : ": " + unclear));
    }

    private static Step givenUp(FailureKind kind, String message) {
        return new Step.GivenUp(new Failure(kind, message));
    }
}

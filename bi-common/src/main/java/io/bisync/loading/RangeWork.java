package io.bisync.loading;

import io.bisync.loading.DeadLetters.NotAcknowledgedException;
import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.StarRocksException;
import io.bisync.starrocks.StreamLoad;
import io.bisync.table.Entity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one range out: normalises it, loads its tables, then sets aside what does not fit. It touches no consumer and no
 * state of another range, so ranges run side by side. Dead letters come after the loads, so that a load that has to be
 * tried again does not publish them again, and before the closing commit.
 */
public final class RangeWork {

    /** Waits between two attempts; a test lets time pass instead. */
    @FunctionalInterface
    public interface Waiting {
        void await(Duration duration) throws InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(RangeWork.class);

    private final Map<String, Entity> entities;
    private final Labels labels;
    private final StreamLoad streamLoad;
    private final DeadLetters deadLetters;
    private final LoadingRules rules;
    private final Backoff backoff;
    private final InstantSource clock;
    private final Waiting waiting;

    public RangeWork(
            Map<String, Entity> entities,
            Labels labels,
            StreamLoad streamLoad,
            DeadLetters deadLetters,
            LoadingRules rules,
            Backoff backoff,
            InstantSource clock,
            Waiting waiting) {
        this.entities = Map.copyOf(entities);
        this.labels = labels;
        this.streamLoad = streamLoad;
        this.deadLetters = deadLetters;
        this.rules = rules;
        this.backoff = backoff;
        this.clock = clock;
        this.waiting = waiting;
    }

    /** Runs to the end and never throws: what goes wrong is in the result. */
    public RangeResult run(Range range) {
        try {
            var entity = entities.get(range.topic());
            if (entity == null) {
                return RangeResult.unloaded(range, noEntity(range));
            }
            var rows = RangeRows.of(range, entity, rules.setAsideLimit());
            var sent = new Sent();
            var trouble = load(range, rows, sent);
            if (trouble == null && !rows.aside().isEmpty()) {
                deadLetters.publish(rows.aside());
            }
            return new RangeResult(range, trouble, rows.asideRun(), rows.counts(), sent.label, sent.outcome);
        } catch (TroubleException known) {
            return RangeResult.unloaded(range, known.trouble());
        } catch (NotAcknowledgedException unacknowledged) {
            return RangeResult.unloaded(
                    range,
                    new Trouble(
                            TroubleKind.DEAD_LETTERS,
                            "A dead letter was not acknowledged (%s); its partition waits for the dead letter topic"
                                    .formatted(unacknowledged.getMessage())));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return RangeResult.unloaded(range, unexpected(range, interrupted));
        } catch (RuntimeException | Error unexpected) {
            LOG.atError()
                    .addKeyValue("topic", range.topic())
                    .addKeyValue("partition", range.partition().partition())
                    .addKeyValue("offset", range.from())
                    .setCause(withoutMessage(unexpected))
                    .log(
                            "{} Range {} failed in a way that nobody expects",
                            TroubleKind.UNEXPECTED.code(),
                            range.text());
            return RangeResult.unloaded(range, unexpected(range, unexpected));
        }
    }

    private @Nullable Trouble load(Range range, RangeRows rows, Sent sent) throws InterruptedException {
        var loads = new RangeLoad(rows.loads(range, labels), range.recovered(), rules, backoff, clock.instant());
        var step = loads.first(clock.instant());
        while (true) {
            switch (step) {
                case RangeLoad.Step.Send(var request) -> {
                    sent.label = request.label().value();
                    var outcome = streamLoad.load(request);
                    sent.outcome = outcome.getClass().getSimpleName();
                    LoadLog.sent(range, request, outcome);
                    step = loads.sent(outcome, clock.instant());
                }
                case RangeLoad.Step.Ask(var label) -> {
                    sent.label = label.value();
                    step = ask(loads, label.value(), sent, () -> streamLoad.state(label));
                }
                case RangeLoad.Step.Wait(var duration) -> {
                    waiting.await(duration);
                    step = loads.waited(clock.instant());
                }
                case RangeLoad.Step.Done() -> {
                    return null;
                }
                case RangeLoad.Step.GivenUp(var trouble) -> {
                    return trouble;
                }
            }
        }
    }

    private RangeLoad.Step ask(RangeLoad loads, String label, Sent sent, Supplier<LabelState> question) {
        try {
            var state = question.get();
            sent.outcome = state.name();
            LOG.atInfo().addKeyValue("label", label).log("The label's state is {}", state);
            return loads.found(state, clock.instant());
        } catch (StarRocksException unanswered) {
            sent.outcome = unanswered.code().code();
            return loads.unanswered(String.valueOf(unanswered.getMessage()), clock.instant());
        }
    }

    private static Trouble noEntity(Range range) {
        return new Trouble(
                TroubleKind.NO_ENTITY,
                "Topic %s carries no declared entity: declare a bean EntityTopic for it".formatted(range.topic()));
    }

    private static Trouble unexpected(Range range, Throwable thrown) {
        return new Trouble(
                TroubleKind.UNEXPECTED,
                "%s while loading range %s; nothing of it is committed or set aside, the log has the stack"
                        .formatted(thrown.getClass().getSimpleName(), range.text()));
    }

    /** An exception's own message may quote a record. */
    private static Throwable withoutMessage(Throwable thrown) {
        var bare = new IllegalStateException(thrown.getClass().getName());
        bare.setStackTrace(thrown.getStackTrace());
        return bare;
    }

    /** What was sent or asked last, also when the rest fails. */
    private static final class Sent {
        private @Nullable String label;
        private @Nullable String outcome;
    }
}

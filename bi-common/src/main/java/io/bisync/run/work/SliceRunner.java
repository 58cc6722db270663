package io.bisync.run.work;

import io.bisync.account.ControlPlaneException;
import io.bisync.event.PublishFailedException;
import io.bisync.event.TransactionLostException;
import io.bisync.event.Transactions;
import io.bisync.run.SliceKind;
import io.bisync.run.SliceProgress;
import io.bisync.time.Backoff;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Works on one slice after the other, several at once: takes it over, reads where it stands, goes on from there. */
final class SliceRunner {

    static final String UNEXPECTED = "BI-RUN-01";
    static final String UNANSWERED = "BI-RUN-04";
    static final String NOBODYS = "BI-RUN-05";

    private static final Logger log = LoggerFactory.getLogger(SliceRunner.class);

    private final Map<SliceKind, SliceWork> works;
    private final Transactions transactions;
    private final SliceTopic progress;
    private final LoadedEnds topics;
    private final RunMeters meters;
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), new Random());

    SliceRunner(
            Map<SliceKind, SliceWork> works,
            Transactions transactions,
            SliceTopic progress,
            LoadedEnds topics,
            RunMeters meters) {
        this.works = Map.copyOf(works);
        this.transactions = transactions;
        this.progress = progress;
        this.topics = topics;
        this.meters = meters;
    }

    /** Returns when all of it is sent, or others may go on with it; every failure is in it, none is thrown. */
    void run(HeldSlice held) {
        try (var publisher = transactions.takeOver("slice." + held.slice().id())) {
            if (!hasAll(held)) {
                var pages = new SlicePages(held, publisher, progress, topics, meters);
                workOff(held, pages);
            } else {
                sent(held);
            }
        } catch (SliceLeftException | InterruptedException left) {
            left(held);
        } catch (TransactionLostException lost) {
            rests(held, "BI-PUB-02", lost, held.slice().tries());
        } catch (KafkaException unanswered) {
            rests(held, UNANSWERED, unanswered, held.slice().tries());
        } catch (RuntimeException unexpected) {
            unexpected(held, unexpected, held.slice().tries());
        }
    }

    /** Reads where it stands, behind which nothing of its predecessors can come any more; whether that is its end. */
    private boolean hasAll(HeldSlice held) throws InterruptedException {
        var last = progress.last(held.slice().id());
        var from = last == null ? held.progress() : last.progress();
        var isLost = topics.look(from.ends()).of(from.ends()) == LoadedEnds.Verdict.LOST;
        held.isAt(isLost ? SliceProgress.NONE : from);
        return !isLost && last != null && last.done();
    }

    private void workOff(HeldSlice held, SlicePages pages) throws InterruptedException {
        try {
            held.requireHeld();
            work(held.slice().kind()).work(held.slice(), held.progress(), pages);
            pages.end();
            sent(held);
        } catch (SliceStoppedException stopped) {
            stopped(held, stopped, failures(held, pages));
        } catch (ControlPlaneException refused) {
            rests(held, refused.code(), refused, failures(held, pages));
        } catch (PublishFailedException unpublished) {
            rests(held, "BI-EVENT-01", unpublished, failures(held, pages));
        } catch (SliceLeftException | TransactionLostException | KafkaException known) {
            throw known;
        } catch (RuntimeException unexpected) {
            unexpected(held, unexpected, failures(held, pages));
        }
    }

    private SliceWork work(SliceKind kind) throws SliceStoppedException {
        var work = works.get(kind);
        if (work == null) {
            throw SliceStoppedException.lasting(
                    NOBODYS, "This version of the service does nothing with slices of kind " + kind);
        }
        return work;
    }

    /** Before this one. */
    private static int failures(HeldSlice held, SlicePages pages) {
        return pages.hasMoved() ? 0 : held.slice().tries();
    }

    private void sent(HeldSlice held) {
        held.sent();
        meters.ended(held.slice(), "sent");
        log(held, Level.INFO, null).log("Slice {} is sent{}", held.slice().id(), figures(held));
    }

    private void left(HeldSlice held) {
        held.givenBack();
        meters.ended(held.slice(), "left");
        log(held, Level.INFO, null).log("Slice {} is left{}", held.slice().id(), figures(held));
    }

    private void stopped(HeldSlice held, SliceStoppedException stopped, int failures) {
        var reason = words(stopped.code(), stopped);
        if (stopped.isLasting()) {
            held.failed(stopped.code(), reason);
            meters.ended(held.slice(), "failed");
            log(held, Level.WARN, stopped.code())
                    .log("{} Slice {} fails: {}", stopped.code(), held.slice().id(), reason);
        } else {
            var pause = stopped.pause();
            rests(held, stopped.code(), reason, pause == null ? backoff.after(failures + 1) : pause, null);
        }
    }

    private void rests(HeldSlice held, String code, Exception failure, int failures) {
        rests(held, code, words(code, failure), backoff.after(failures + 1), null);
    }

    private void unexpected(HeldSlice held, RuntimeException failure, int failures) {
        // What an unexpected exception says is for the log: it may name anything.
        rests(
                held,
                UNEXPECTED,
                "Something unexpected; the service's log says what",
                backoff.after(failures + 1),
                failure);
    }

    private void rests(HeldSlice held, String code, String reason, Duration pause, @Nullable Exception cause) {
        held.rests(code, reason, pause);
        meters.ended(held.slice(), "rests");
        log(held, Level.WARN, code)
                .setCause(cause)
                .log("{} Slice {} rests for {} ms: {}", code, held.slice().id(), pause.toMillis(), reason);
    }

    /** Many say their code first, which stands beside them. */
    private static String words(String code, Exception failure) {
        var message = String.valueOf(failure.getMessage());
        return message.startsWith(code + " ") ? message.substring(code.length() + 1) : message;
    }

    static LoggingEventBuilder log(HeldSlice held, Level level, @Nullable String code) {
        var line = log.atLevel(level)
                .addKeyValue("entity", held.slice().entity())
                .addKeyValue("run", held.slice().run());
        var window = held.slice().window();
        if (window != null) {
            line = line.addKeyValue("account", window.account().id());
        }
        return code == null ? line : line.addKeyValue("code", code);
    }

    static String figures(HeldSlice held) {
        var at = held.progress();
        return ": %s %s, %d rows with %d calls"
                .formatted(
                        held.slice().kind().name().toLowerCase(Locale.ROOT),
                        held.slice().place(),
                        at.rows(),
                        at.calls());
    }
}

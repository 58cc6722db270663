package io.bisync.cron.run;

import io.bisync.account.ControlPlaneRefusedException;
import io.bisync.account.ControlPlaneUnavailableException;
import io.bisync.run.RunStatus;
import io.bisync.run.Runs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Looks at a run until it ends or stands still. What becomes of the run does not depend on it. */
final class Watch implements Tasklet {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Runs runs;
    private final HistoryProperties settings;
    private final InstantSource clock;
    private final Progress progress;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private RunStatus status;
    private Instant heard;
    private Duration pause;
    private @Nullable Ending ending;

    /** Watches a run from here on. */
    Watch(Runs runs, HistoryProperties settings, InstantSource clock, RunStatus status, Progress progress) {
        this.runs = runs;
        this.settings = settings;
        this.clock = clock;
        this.status = status;
        this.progress = progress;
        heard = clock.instant();
        pause = settings.interval();
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws InterruptedException {
        progress.tell(status);
        ending = Ending.of(status, clock.instant(), settings.patience()).orElse(null);
        if (ending == null && stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            ending = Ending.left(status);
        }
        if (ending == null) {
            look();
        }
        return RepeatStatus.continueIf(ending == null);
    }

    /** Ends the watching at once, from any thread. */
    void leave() {
        stopped.countDown();
    }

    /** How it ended; null where it did not. */
    @Nullable Ending ending() {
        return ending;
    }

    private void look() {
        try {
            status = runs.status(status.id());
            heard = clock.instant();
            pause = settings.interval();
        } catch (ControlPlaneUnavailableException away) {
            if (clock.instant().isAfter(heard.plus(settings.patience()))) {
                ending = Ending.unheard(status, settings.patience());
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        } catch (ControlPlaneRefusedException refused) {
            ending = Ending.of(Outcome.FAILED, refused);
        }
    }
}

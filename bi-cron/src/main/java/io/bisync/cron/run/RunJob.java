package io.bisync.cron.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;

/** The job {@code run} of one step, which watches a run. SIGTERM ends the watching, and the exit code still says how it ended. */
final class RunJob implements JobExecutionListener {

    private static final Logger log = LoggerFactory.getLogger(RunJob.class);
    private static final String NAME = "run";

    /** For the last look and the last words. */
    private static final int LAST_WORDS_SECONDS = 15;

    private final JobRepository repository;
    private final JobOperator operator;
    private final CountDownLatch said = new CountDownLatch(1);
    private volatile int exitCode = Outcome.FAILED.exitCode();
    private @Nullable Watch watch;
    private @Nullable Thread hook;

    RunJob(JobRepository repository, JobOperator operator) {
        this.repository = repository;
        this.operator = operator;
    }

    /** Returns when the watching has ended. */
    Ending drive(long run, Watch toWatch) throws JobExecutionException {
        watch = toWatch;
        var step = new StepBuilder("drive", repository).tasklet(toWatch).build();
        Job job = new JobBuilder(NAME, repository).listener(this).start(step).build();
        var execution = operator.start(
                job, new JobParametersBuilder().addLong("run", run).toJobParameters());
        var ending = toWatch.ending();
        if (ending != null) {
            return ending;
        }
        execution.getAllFailureExceptions().forEach(failure -> log.error("The watching broke off", failure));
        return new Ending(Outcome.FAILED, "The watching of run %d broke off; see above".formatted(run));
    }

    /** The last word is said, so that a process that is told to end may end. */
    void said(Outcome outcome) {
        exitCode = outcome.exitCode();
        said.countDown();
    }

    @Override
    public void beforeJob(JobExecution execution) {
        hook = Thread.ofPlatform().name("stop").unstarted(this::endOfProcess);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void afterJob(JobExecution execution) {
        try {
            if (hook != null) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        } catch (IllegalStateException ending) {
            log.debug("The process ends, and waits for the last word", ending);
        }
    }

    /** Whoever halts here ends the process with the code that it would have ended with, not with that of the signal. */
    private void endOfProcess() {
        if (watch != null) {
            watch.leave();
        }
        try {
            if (said.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.bisync.cron.history;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.batch.core.launch.JobInstanceAlreadyCompleteException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;

/** Runs the histories that the command line asks for, once, one after the other, and turns their end into the exit code. */
final class HistoryRun implements ApplicationRunner, ExitCodeGenerator {

    private static final Logger log = LoggerFactory.getLogger(HistoryRun.class);

    private final HistoryJob job;
    private final JobOperator operator;
    private final JobRepository repository;
    private final DataSource dataSource;
    private final InstantSource clock;
    private HistoryOutcome outcome = HistoryOutcome.FAILED;

    HistoryRun(
            HistoryJob job,
            JobOperator operator,
            JobRepository repository,
            DataSource dataSource,
            InstantSource clock) {
        this.job = job;
        this.operator = operator;
        this.repository = repository;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) throws Exception {
        try {
            outcome = load(HistoryRequest.parse(arguments.getNonOptionArgs(), clock));
        } catch (UsageException wrong) {
            log.error(wrong.getMessage());
            outcome = HistoryOutcome.USAGE;
        }
    }

    @Override
    public int getExitCode() {
        return outcome.exitCode();
    }

    /** The first that does not complete ends the run: the same command finds those before it done. */
    private HistoryOutcome load(List<HistoryRequest> requests) throws Exception {
        for (HistoryRequest request : requests) {
            HistoryOutcome ended = load(request);
            if (ended != HistoryOutcome.COMPLETED) {
                return ended;
            }
        }
        return HistoryOutcome.COMPLETED;
    }

    private HistoryOutcome load(HistoryRequest request) throws Exception {
        Optional<HistoryLock> lock = HistoryLock.tryAcquire(dataSource, request);
        if (lock.isEmpty()) {
            log.warn("Another process is loading this history; it is left alone");
            return HistoryOutcome.RUNNING_ELSEWHERE;
        }
        try (HistoryLock _ = lock.get()) {
            recoverUnfinished(request);
            return outcomeOf(operator.start(job.forRequest(request), job.parameters(request)));
        } catch (JobInstanceAlreadyCompleteException done) {
            log.info("This history is loaded already; add run=<name> to load it again");
            return HistoryOutcome.COMPLETED;
        } catch (JobExecutionAlreadyRunningException running) {
            return HistoryOutcome.RUNNING_ELSEWHERE;
        }
    }

    /**
     * Who holds the lock knows that an execution which looks running belongs to a process that was killed, and that one
     * whose end could not be written down (UNKNOWN) has ended. Both are failed executions, which a start continues.
     */
    private void recoverUnfinished(HistoryRequest request) {
        JobExecution last = repository.getLastJobExecution(HistoryJob.NAME, job.parameters(request));
        if (last == null) {
            return;
        }
        if (last.isRunning()) {
            log.info("An earlier run was killed; continuing behind its last finished window");
            operator.recover(last);
        }
        // JobOperator.recover leaves UNKNOWN executions and steps as they are, and a start refuses to continue those.
        last.getStepExecutions().stream()
                .filter(step -> isUnfinished(step.getStatus()))
                .forEach(step -> {
                    step.setStatus(BatchStatus.FAILED);
                    repository.update(step);
                });
        if (isUnfinished(last.getStatus())) {
            last.setStatus(BatchStatus.FAILED);
            repository.update(last);
        }
    }

    private static boolean isUnfinished(BatchStatus status) {
        return status == BatchStatus.UNKNOWN || status.isRunning();
    }

    private static HistoryOutcome outcomeOf(JobExecution execution) {
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            return HistoryOutcome.COMPLETED;
        }
        if (execution.getStatus() == BatchStatus.STOPPED) {
            return HistoryOutcome.STOPPED;
        }
        return execution.getAllFailureExceptions().stream()
                        .anyMatch(failure -> causedBy(failure, WindowLoader.NotReadyException.class))
                ? HistoryOutcome.NOT_READY
                : HistoryOutcome.FAILED;
    }

    private static boolean causedBy(@Nullable Throwable failure, Class<? extends Throwable> cause) {
        return failure != null && (cause.isInstance(failure) || causedBy(failure.getCause(), cause));
    }
}

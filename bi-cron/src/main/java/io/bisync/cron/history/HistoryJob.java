package io.bisync.cron.history;

import java.io.Console;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.support.JobExecutionShutdownHook;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;

/**
 * The job {@code history}: one window after the other, oldest first, each recorded as done when Kafka has all of it.
 *
 * <p>One at a time, because an account's call quota is the bottleneck and a killed run then repeats one window at most.
 */
final class HistoryJob {

    static final String NAME = "history";

    private final JobRepository repository;
    private final JobOperator operator;
    private final WindowLoaders loaders;
    private final Duration windowLength;

    HistoryJob(JobRepository repository, JobOperator operator, WindowLoaders loaders, Duration windowLength) {
        this.repository = repository;
        this.operator = operator;
        this.loaders = loaders;
        this.windowLength = windowLength;
    }

    /** What names the job instance of a request. */
    JobParameters parameters(HistoryRequest request) {
        return request.parameters(windowLength);
    }

    /** The job for one request; an unknown account is a {@link UsageException} before anything starts. */
    Job forRequest(HistoryRequest request) {
        WindowLoader loader = loaders.forAccount(request.account());
        List<Window> windows = request.window().cut(windowLength);
        HistoryProgress progress = onTerminal()
                ? HistoryProgress.onTerminal(request, windows.size())
                : HistoryProgress.inLog(request, windows.size());
        return new JobBuilder(NAME, repository)
                .listener(new StopWithTheProcess(progress))
                .start(step(request, windows, progress, loader))
                .build();
    }

    @SuppressWarnings("SystemConsoleNull") // null where the JDK was told to use its own console
    private static boolean onTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private Step step(HistoryRequest request, List<Window> windows, HistoryProgress progress, WindowLoader loader) {
        var reader = new WindowReader(windows);
        return new StepBuilder("windows", repository)
                .<Window, Window>chunk(1)
                // The work is a remote call: no database transaction stays open while it runs.
                .transactionManager(new ResourcelessTransactionManager())
                .reader(reader)
                .writer(chunk -> {
                    for (Window window : chunk) {
                        WindowLoader.Loaded loaded = loader.load(
                                request, window, (records, expected) -> progress.published(window, records, expected));
                        progress.finished(window, reader.getCurrentItemCount(), loaded);
                    }
                })
                .build();
    }

    /** SIGTERM lets the window in flight finish, then stops; SIGKILL is met by the restart. */
    private final class StopWithTheProcess implements JobExecutionListener {

        private final HistoryProgress progress;
        private @Nullable Thread hook;

        StopWithTheProcess(HistoryProgress progress) {
            this.progress = progress;
        }

        @Override
        public void beforeJob(JobExecution execution) {
            hook = new JobExecutionShutdownHook(execution, operator);
            Runtime.getRuntime().addShutdownHook(hook);
        }

        @Override
        public void afterJob(JobExecution execution) {
            progress.close();
            if (hook != null && execution.getStatus() != BatchStatus.STOPPED) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }
}

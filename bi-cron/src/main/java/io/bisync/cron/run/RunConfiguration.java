package io.bisync.cron.run;

import io.bisync.run.Runs;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the command line. Spring Batch keeps nothing: what is left of a run the ledger in bi-basic knows. */
@Configuration(proxyBeanMethods = false)
@EnableBatchProcessing
@EnableConfigurationProperties(HistoryProperties.class)
public class RunConfiguration {

    private static final String THRESHOLD = "logging.threshold.console";

    /** What is set where nobody sets it otherwise: the log leaves the screen to what is printed. */
    public static Map<String, Object> defaults(List<String> arguments) {
        if (arguments.contains("--json")) {
            return Map.of(THRESHOLD, "ERROR");
        }
        return RunCommandLine.onTerminal() ? Map.of(THRESHOLD, "WARN") : Map.of();
    }

    @Bean
    static RunJob runJob(JobRepository repository, JobOperator operator) {
        return new RunJob(repository, operator);
    }

    @Bean
    static RunCommandLine runCommandLine(Runs runs, RunJob job, HistoryProperties settings, InstantSource clock) {
        return new RunCommandLine(runs, job, settings, clock);
    }
}

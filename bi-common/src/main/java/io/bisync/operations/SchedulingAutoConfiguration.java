package io.bisync.operations;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * The one way of periodic work: methods of beans that are annotated with
 * {@link org.springframework.scheduling.annotation.Scheduled}.
 */
@AutoConfiguration(before = TaskSchedulingAutoConfiguration.class)
@EnableScheduling
public final class SchedulingAutoConfiguration {

    /** More than any service has tasks, so that a slow one holds up no other; an idle virtual thread costs next to nothing. */
    static final int THREADS = 32;

    SchedulingAutoConfiguration() {}

    /** With virtual threads Boot's own scheduler runs everything that has a fixed delay on one thread (ADR 27). */
    @Bean
    @ConditionalOnMissingBean(TaskScheduler.class)
    static ThreadPoolTaskScheduler taskScheduler(ThreadPoolTaskSchedulerBuilder builder) {
        var scheduler = builder.poolSize(THREADS).build();
        scheduler.setVirtualThreads(true);
        return scheduler;
    }
}

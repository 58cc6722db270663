package io.bisync.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.scheduling.config.Task;
import org.springframework.scheduling.config.TaskExecutionOutcome.Status;

/** What a service has scheduled, and whether it runs: an annotation alone runs nothing. */
public final class ScheduledTasks {

    /** Waits until every method that is annotated in a bean of ours has run without an exception. */
    public static void awaitAll(ApplicationContext context, Duration limit) {
        assertThat(tasks(context).count()).isLessThan(SchedulingAutoConfiguration.THREADS);
        await("scheduled tasks")
                .atMost(limit)
                .untilAsserted(() -> assertThat(succeeded(context)).containsAll(annotated(context)));
    }

    private static Set<String> annotated(ApplicationContext context) {
        return Arrays.stream(context.getBeanDefinitionNames())
                .map(context::getType)
                .filter(Objects::nonNull)
                .filter(it -> it.getName().startsWith("io.bisync."))
                .flatMap(type -> MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<Scheduled>)
                                it -> AnnotatedElementUtils.findMergedAnnotation(it, Scheduled.class))
                        .keySet()
                        .stream())
                .map(it -> it.getDeclaringClass().getName() + "." + it.getName())
                .collect(Collectors.toSet());
    }

    private static Set<String> succeeded(ApplicationContext context) {
        return tasks(context)
                .filter(it -> it.getLastExecutionOutcome().status() == Status.SUCCESS)
                .map(Task::toString)
                .collect(Collectors.toSet());
    }

    private static Stream<Task> tasks(ApplicationContext context) {
        return context.getBeansOfType(ScheduledTaskHolder.class).values().stream()
                .map(ScheduledTaskHolder::getScheduledTasks)
                .flatMap(Collection::stream)
                .map(ScheduledTask::getTask);
    }

    private ScheduledTasks() {}
}

package io.bisync.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.annotation.Scheduled;

class SchedulingAutoConfigurationTests {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withPropertyValues("spring.threads.virtual.enabled=true")
            .withConfiguration(
                    AutoConfigurations.of(SchedulingAutoConfiguration.class, TaskSchedulingAutoConfiguration.class));

    @Test
    void aSlowTaskHoldsUpNoOther() {
        service.withBean(Stuck.class).withBean(Quick.class).run(context -> {
            var stuck = context.getBean(Stuck.class);
            assertThat(stuck.begun.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(context.getBean(Quick.class).rounds.await(10, TimeUnit.SECONDS))
                    .isTrue();
            stuck.end.countDown();
        });
    }

    @Test
    void aFailedTaskIsRunAgain() {
        service.withBean(Failing.class)
                .run(context -> assertThat(context.getBean(Failing.class).rounds.await(10, TimeUnit.SECONDS))
                        .isTrue());
    }

    @Test
    void whatIsAnnotatedRuns() {
        service.withBean(Quick.class).run(context -> ScheduledTasks.awaitAll(context, Duration.ofSeconds(10)));
    }

    static final class Stuck {

        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch end = new CountDownLatch(1);

        @Scheduled(fixedDelay = 1)
        void hang() throws InterruptedException {
            begun.countDown();
            end.await();
        }
    }

    static final class Quick {

        final CountDownLatch rounds = new CountDownLatch(3);

        @Scheduled(fixedDelay = 1)
        void run() {
            rounds.countDown();
        }
    }

    static final class Failing {

        final CountDownLatch rounds = new CountDownLatch(3);

        @Scheduled(fixedDelay = 1)
        void fail() {
            rounds.countDown();
            throw new IllegalStateException("A task that fails");
        }
    }
}

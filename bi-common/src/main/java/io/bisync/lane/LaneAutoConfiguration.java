package io.bisync.lane;

import io.bisync.handler.HandlerContainers;
import io.bisync.handler.ListenerControls;
import io.bisync.handler.ListenerSettings;
import io.bisync.kafka.DeadLetterProducer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.scheduling.TaskScheduler;

/** The container factory {@code lanes}, for listeners that name it. */
@AutoConfiguration(
        afterName = {
            "io.bisync.handler.HandlerAutoConfiguration",
            "io.bisync.operations.SchedulingAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(KafkaTemplate.class)
@ConditionalOnBean({HandlerContainers.class, TaskScheduler.class})
@EnableConfigurationProperties(LaneSettings.class)
public class LaneAutoConfiguration {

    /** Before every poll, empty ones too, what is finished is committed. */
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(250);

    @Bean
    LaneListeners laneListeners(
            ListenerSettings settings,
            ListenerControls controls,
            DeadLetterProducer deadLetters,
            TaskScheduler scheduler,
            ObjectProvider<InstantSource> clocks,
            ObjectProvider<MeterRegistry> meters) {
        var clock = clocks.getIfAvailable(InstantSource::system);
        return new LaneListeners(
                settings,
                controls,
                deadLetters,
                (wait, task) -> {
                    var _ = scheduler.schedule(task, clock.instant().plus(wait));
                },
                meters.getIfAvailable(SimpleMeterRegistry::new),
                clock);
    }

    @Bean
    LaneFeature laneFeature() {
        return new LaneFeature();
    }

    @Bean
    LaneHealthIndicator lanesHealthIndicator(LaneListeners listeners) {
        return new LaneHealthIndicator(listeners);
    }

    @Bean
    ConcurrentKafkaListenerContainerFactory<byte[], byte[]> lanes(
            HandlerContainers containers, LaneListeners listeners) {
        var factory = containers.factory(listeners);
        factory.getContainerProperties().setAckMode(AckMode.MANUAL);
        factory.getContainerProperties().setPollTimeout(POLL_TIMEOUT.toMillis());
        return factory;
    }
}

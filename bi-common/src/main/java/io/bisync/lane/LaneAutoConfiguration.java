package io.bisync.lane;

import io.bisync.kafka.DeadLetterProducer;
import io.bisync.kafka.KafkaClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.support.converter.RecordMessageConverter;
import org.springframework.scheduling.TaskScheduler;

/** The container factory {@code lanes}, for listeners that name it. */
@AutoConfiguration(
        afterName = {
            "io.bisync.kafka.KafkaClientsAutoConfiguration",
            "io.bisync.operations.SchedulingAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(KafkaTemplate.class)
@ConditionalOnBean({KafkaClients.class, TaskScheduler.class})
@EnableConfigurationProperties(LaneProperties.class)
class LaneAutoConfiguration {

    /** Before every poll, empty ones too, what is finished is committed. */
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(250);

    private static final Map<String, Object> FIXED = Map.of(
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class);

    @Bean
    LaneListeners laneListeners(
            LaneProperties settings,
            DeadLetterProducer deadLetters,
            TaskScheduler scheduler,
            ObjectProvider<InstantSource> clocks,
            ObjectProvider<MeterRegistry> meters) {
        var clock = clocks.getIfAvailable(InstantSource::system);
        return new LaneListeners(
                settings,
                deadLetters.operations(),
                (wait, task) -> {
                    var _ = scheduler.schedule(task, clock.instant().plus(wait));
                },
                meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    LaneHealthIndicator lanesHealthIndicator(LaneListeners listeners) {
        return new LaneHealthIndicator(listeners);
    }

    /** Bytes in, so that a dead letter holds what was read; Boot's converter makes of them what the method asks for. */
    @Bean
    ConcurrentKafkaListenerContainerFactory<byte[], byte[]> lanes(
            KafkaClients clients,
            KafkaProperties kafka,
            LaneListeners listeners,
            ObjectProvider<RecordMessageConverter> converters,
            ObjectProvider<MeterRegistry> meters) {
        Map<String, Object> settings = new HashMap<>(clients.consumer(FIXED));
        settings.putAll(FIXED);
        // A new group that skipped what was there would not be at-least-once.
        settings.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        var consumers = new DefaultKafkaConsumerFactory<byte[], byte[]>(settings);
        meters.ifAvailable(registry -> consumers.addListener(new MicrometerConsumerListener<>(registry)));
        var factory = new ConcurrentKafkaListenerContainerFactory<byte[], byte[]>();
        factory.setConsumerFactory(consumers);
        factory.setAutoStartup(kafka.getListener().isAutoStartup());
        converters.ifUnique(factory::setRecordMessageConverter);
        factory.getContainerProperties().setAckMode(AckMode.MANUAL);
        factory.getContainerProperties().setPollTimeout(POLL_TIMEOUT.toMillis());
        factory.setContainerCustomizer(listeners);
        return factory;
    }
}

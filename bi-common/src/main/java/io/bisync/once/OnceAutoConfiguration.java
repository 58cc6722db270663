package io.bisync.once;

import io.bisync.once.store.GenerationStore;
import io.bisync.once.store.IdStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** A processor and its store, made for whoever asks for them. */
@AutoConfiguration(
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@EnableConfigurationProperties(OnceProperties.class)
final class OnceAutoConfiguration {

    OnceAutoConfiguration() {}

    /** An application's own store replaces it. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    static IdStore idStore(OnceProperties properties, ObjectProvider<InstantSource> clocks) {
        var settings = properties.storeSettings();
        var clock = clocks.getIfAvailable(InstantSource::system);
        return switch (properties.store()) {
            case HEAP -> GenerationStore.onHeap(settings, clock, System::nanoTime);
            case OFF_HEAP -> GenerationStore.offHeap(settings, clock, System::nanoTime);
            case FILE -> GenerationStore.inFile(properties.requireFile(), settings, clock, System::nanoTime);
        };
    }

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    static ExactlyOnceProcessor exactlyOnceProcessor(
            IdStore store,
            OnceProperties properties,
            @Value("${spring.application.name:events}") String application,
            ObjectProvider<MeterRegistry> meters) {
        return new ExactlyOnceProcessor(
                application,
                store,
                properties.settings(),
                ExactlyOnceProcessor.Pause.SLEEP,
                meters.getIfAvailable(SimpleMeterRegistry::new));
    }
}

package io.bisync.once;

import io.bisync.once.store.GenerationStore;
import io.bisync.once.store.IdStore;
import io.bisync.once.store.PostgresStore;
import io.bisync.once.store.UnusableStoreException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A processor and its store, made for whoever asks for them. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
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
            case DATABASE -> throw UnusableStoreException.noDatabase();
            case FILE -> GenerationStore.inFile(properties.requireFile(), settings, clock, System::nanoTime);
        };
    }

    /** Where there is a database. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JdbcClient.class)
    @ConditionalOnBean(JdbcClient.class)
    @ConditionalOnProperty(name = "bi.once.store", havingValue = "database")
    static final class InDatabase {

        @Bean
        @Lazy
        @ConditionalOnMissingBean
        IdStore idStore(OnceProperties properties, JdbcClient jdbc, ObjectProvider<InstantSource> clocks) {
            return new PostgresStore(jdbc, properties.storeSettings(), clocks.getIfAvailable(InstantSource::system));
        }
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

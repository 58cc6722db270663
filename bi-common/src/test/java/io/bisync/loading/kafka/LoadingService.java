package io.bisync.loading.kafka;

import io.bisync.kafka.KafkaClientsAutoConfiguration;
import io.bisync.listener.ListenerAutoConfiguration;
import io.bisync.loading.EntityTopic;
import io.bisync.loading.format.LoadingFormatsAutoConfiguration;
import io.bisync.loading.range.TinyOrders;
import io.bisync.loading.report.LoadingReportAutoConfiguration;
import io.bisync.privacy.PrivacyAutoConfiguration;
import io.bisync.registry.RegistryAutoConfiguration;
import io.bisync.registry.format.FormatAutoConfiguration;
import io.bisync.settings.SettingsAutoConfiguration;
import io.bisync.starrocks.StreamLoad;
import io.bisync.starrocks.http.StarRocksProperties;
import io.bisync.topic.TrafficClass;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.kafka.annotation.KafkaListener;

/** The smallest service that loads: one topic, one listener, a StarRocks in memory. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    SettingsAutoConfiguration.class,
    KafkaAutoConfiguration.class,
    KafkaClientsAutoConfiguration.class,
    PrivacyAutoConfiguration.class,
    RegistryAutoConfiguration.class,
    FormatAutoConfiguration.class,
    LoadingFormatsAutoConfiguration.class,
    LoadingAutoConfiguration.class,
    ListenerAutoConfiguration.class,
    LoadingReportAutoConfiguration.class
})
@EnableConfigurationProperties(StarRocksProperties.class)
class LoadingService {

    /** Starts it as a member of the group. */
    static ConfigurableApplicationContext start(
            String bootstrapServers, StreamLoad starRocks, String topic, String... properties) {
        return application(bootstrapServers, starRocks, topic, properties).run();
    }

    /** The same before it is started. */
    static SpringApplicationBuilder application(
            String bootstrapServers, StreamLoad starRocks, String topic, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "spring.kafka.bootstrap-servers=" + bootstrapServers,
                "spring.cloud.nacos.config.enabled=false",
                "spring.cloud.nacos.config.import-check.enabled=false",
                "spring.main.banner-mode=off",
                "logging.level.org.apache.kafka=warn",
                "spring.lifecycle.timeout-per-shutdown-phase=200s",
                "bi.environment=test",
                "bi.starrocks.frontends=http://127.0.0.1:1",
                "bi.starrocks.backends=127.0.0.1:1",
                "bi.starrocks.database=bi",
                "bi.starrocks.username=u",
                "bi.starrocks.password=",
                "bi.privacy.unknown-fields=kept",
                "bi.loading.linger=100ms",
                "bi.loading.first-rest=100ms",
                "bi.loading.longest-rest=1s",
                "test.topic=" + topic));
        all.addAll(List.of(properties));
        return new SpringApplicationBuilder(LoadingService.class)
                .web(WebApplicationType.NONE)
                .initializers(context -> context.getBeanFactory().registerSingleton("streamLoad", starRocks))
                .properties(all.toArray(String[]::new));
    }

    @Bean
    EntityTopic orders(Environment environment) {
        return new EntityTopic(environment.getRequiredProperty("test.topic"), TinyOrders.ENTITY, TrafficClass.ORDERS);
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    Orders orderListener(LoadingConsumer loadingConsumer) {
        return new Orders(loadingConsumer);
    }

    /** A listener as a service writes it, except that it can be broken. */
    static class Orders {

        private final LoadingConsumer loadingConsumer;
        volatile @Nullable RuntimeException bug;
        volatile @Nullable Error end;

        Orders(LoadingConsumer loadingConsumer) {
            this.loadingConsumer = loadingConsumer;
        }

        @KafkaListener(
                id = "orders",
                groupId = "orders-${test.topic}",
                topics = "${test.listened:${test.topic}}",
                containerFactory = "loadingContainerFactory",
                properties = "${test.properties:}")
        void load(ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
            var found = bug;
            if (found != null) {
                throw found;
            }
            var fatal = end;
            if (fatal != null) {
                throw fatal;
            }
            loadingConsumer.load(records, consumer);
        }
    }

    /** The group of a topic's listener. */
    static String group(String topic) {
        return "orders-" + topic;
    }
}

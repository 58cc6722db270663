package io.bisync.loading.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.account.ControlPlane;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.event.EventAutoConfiguration;
import io.bisync.handler.HandlerAutoConfiguration;
import io.bisync.kafka.KafkaClientsAutoConfiguration;
import io.bisync.lane.LaneAutoConfiguration;
import io.bisync.listener.ListenerAutoConfiguration;
import io.bisync.listener.decision.DecisionAutoConfiguration;
import io.bisync.loading.EntityTopic;
import io.bisync.loading.range.TinyOrders;
import io.bisync.loading.report.LoadingReportAutoConfiguration;
import io.bisync.operations.SchedulingAutoConfiguration;
import io.bisync.privacy.PrivacyAutoConfiguration;
import io.bisync.settings.SettingsAutoConfiguration;
import io.bisync.starrocks.http.StarRocksProperties;
import io.bisync.topic.TopicAutoConfiguration;
import io.bisync.topic.TopicDeclaration;
import io.bisync.topic.TrafficClass;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.util.unit.DataSize;

/** One service with every kind of client of Kafka that the suite has. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    SslAutoConfiguration.class,
    SettingsAutoConfiguration.class,
    KafkaAutoConfiguration.class,
    KafkaClientsAutoConfiguration.class,
    EventAutoConfiguration.class,
    TaskSchedulingAutoConfiguration.class,
    SchedulingAutoConfiguration.class,
    TopicAutoConfiguration.class,
    HandlerAutoConfiguration.class,
    LaneAutoConfiguration.class,
    DecisionAutoConfiguration.class,
    PrivacyAutoConfiguration.class,
    LoadingAutoConfiguration.class,
    ListenerAutoConfiguration.class,
    LoadingReportAutoConfiguration.class
})
@EnableConfigurationProperties(StarRocksProperties.class)
class SecuredService {

    static final String ORDERS = "secured.orders";
    static final String HANDLED = "secured.handled";
    static final String SENT = "secured.sent";

    @Bean
    static EntityTopic orders() {
        return new EntityTopic(ORDERS, TinyOrders.ENTITY, TrafficClass.ORDERS);
    }

    @Bean
    static TopicDeclaration orderTopic() {
        return new TopicDeclaration(ORDERS, 1, Duration.ofDays(7), DataSize.ofMegabytes(1));
    }

    @Bean
    static TopicDeclaration handledTopic() {
        return TopicDeclaration.handled(HANDLED, 1, Duration.ofDays(7), DataSize.ofMegabytes(1));
    }

    @Bean
    static TopicDeclaration sentTopic() {
        return TopicDeclaration.handled(SENT, 1, Duration.ofDays(7), DataSize.ofMegabytes(1));
    }

    @Bean
    static ControlPlane controlPlane() {
        return new InMemoryControlPlane(InstantSource.system());
    }

    @Bean
    static MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    static Loaders securedLoaders(LoadingConsumer loading) {
        return new Loaders(loading);
    }

    @Bean
    static Handlers securedHandlers(KafkaTemplate<byte[], byte[]> transactional) {
        return new Handlers(transactional);
    }

    /** What is loaded. */
    static final class Loaders {

        private final LoadingConsumer loading;

        Loaders(LoadingConsumer loading) {
            this.loading = loading;
        }

        @KafkaListener(
                id = "orders",
                groupId = "secured.orders",
                topics = ORDERS,
                containerFactory = "loadingContainerFactory")
        void load(ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
            loading.load(records, consumer);
        }
    }

    /** What is handled: by listener and value. */
    static final class Handlers {

        final Set<String> heard = ConcurrentHashMap.newKeySet();
        private final KafkaTemplate<byte[], byte[]> transactional;

        Handlers(KafkaTemplate<byte[], byte[]> transactional) {
            this.transactional = transactional;
        }

        @KafkaListener(id = "plain", groupId = "secured.plain", topics = HANDLED, containerFactory = "handlers")
        void handle(ConsumerRecord<byte[], byte[]> record) {
            var value = new String(record.value(), UTF_8);
            if (value.startsWith("poison")) {
                throw new IllegalStateException("Poison it is");
            }
            heard.add("plain " + value);
        }

        /** Exactly once, by {@code bi.handlers.listeners.exact.delivery}. */
        @KafkaListener(id = "exact", groupId = "secured.exact", topics = HANDLED, containerFactory = "handlers")
        void pass(ConsumerRecord<byte[], byte[]> record) {
            var _ = transactional.send(SENT, record.key(), record.value());
        }

        @KafkaListener(id = "lanes", groupId = "secured.lanes", topics = HANDLED, containerFactory = "lanes")
        void sort(ConsumerRecord<byte[], byte[]> record) {
            heard.add("lanes " + new String(record.value(), UTF_8));
        }

        @KafkaListener(id = "shared", groupId = "secured.shared", topics = HANDLED, containerFactory = "shared")
        void share(ConsumerRecord<byte[], byte[]> record) {
            heard.add("shared " + new String(record.value(), UTF_8));
        }
    }
}

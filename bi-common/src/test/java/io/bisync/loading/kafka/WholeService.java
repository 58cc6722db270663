package io.bisync.loading.kafka;

import io.bisync.loading.EntityTopic;
import io.bisync.operations.SuiteService;
import io.bisync.table.ColumnType;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.topic.TopicDeclaration;
import io.bisync.topic.TrafficClass;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.util.unit.DataSize;

/** The smallest service with everything that bi-common gives one: topics, tables, loading, the client of bi-basic. */
@SuiteService
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class WholeService {

    /** Tables {@code ods_whole_order_item} and {@code ods_whole_order}. */
    static final Entity ORDER = Entity.of(
            "whole",
            "order",
            Envelope.none(),
            order -> order.key("id", ColumnType.BIGINT)
                    .version("ts")
                    .columns(ColumnType.varchar(20), "name")
                    .columns(ColumnType.decimal(18, 4), "amount")
                    .children("items", "item", item -> item.key("item", ColumnType.BIGINT)));

    @Bean
    EntityTopic orders(Environment environment) {
        return new EntityTopic(environment.getRequiredProperty("test.topic"), ORDER, TrafficClass.ORDERS);
    }

    @Bean
    TopicDeclaration orderTopic(Environment environment) {
        return new TopicDeclaration(
                environment.getRequiredProperty("test.topic"),
                LoadingBroker.PARTITIONS,
                Duration.ofDays(7),
                DataSize.ofMegabytes(6));
    }

    @Bean
    Orders orderListener(LoadingConsumer loadingConsumer) {
        return new Orders(loadingConsumer);
    }

    /** A listener as a service writes it. */
    static class Orders {

        private final LoadingConsumer loadingConsumer;

        Orders(LoadingConsumer loadingConsumer) {
            this.loadingConsumer = loadingConsumer;
        }

        @KafkaListener(
                id = "orders",
                groupId = "orders-${test.topic}",
                topics = "${test.topic}",
                containerFactory = "loadingContainerFactory")
        void load(ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
            loadingConsumer.load(records, consumer);
        }
    }
}

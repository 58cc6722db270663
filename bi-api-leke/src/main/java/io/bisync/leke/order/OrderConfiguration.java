package io.bisync.leke.order;

import io.bisync.loading.EntityTopic;
import io.bisync.loading.kafka.Loading;
import io.bisync.topic.TopicDeclaration;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Says which topic carries orders, and listens to it. */
@Configuration(proxyBeanMethods = false)
public class OrderConfiguration {

    static final String TOPIC = "leke.erp.order.change.v1";

    /** What Leke's contract promises: Kafka's own defaults. Leke owns the topic, so more cannot be asked of it. */
    private static final int PARTITIONS = 6;

    private static final Duration RETENTION = Duration.ofDays(7);
    private static final DataSize LARGEST = DataSize.ofMegabytes(1);

    @Bean
    TopicDeclaration orderTopic() {
        return new TopicDeclaration(TOPIC, PARTITIONS, RETENTION, LARGEST);
    }

    @Bean
    EntityTopic orders() {
        return new EntityTopic(TOPIC, OrderEntity.ORDER);
    }

    @Bean
    OrderListener orderListener(Loading loading) {
        return new OrderListener(loading);
    }
}

package io.bisync.leke.order;

import io.bisync.loading.EntityTopic;
import io.bisync.loading.kafka.LoadingConsumer;
import io.bisync.topic.TopicDeclaration;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Says which topics carry orders, and listens to them. */
@Configuration(proxyBeanMethods = false)
public class OrderConfiguration {

    static final String TOPIC = "leke.erp.order.change.v1";
    /** Ours: where records come back from that waited for their tenant. */
    static final String HISTORY = "erp.leke.order.history";

    /** What Leke's contract promises: Kafka's own defaults. Leke owns the topic, so more cannot be asked of it. */
    private static final int PARTITIONS = 6;

    private static final Duration RETENTION = Duration.ofDays(7);
    private static final DataSize LARGEST = DataSize.ofMegabytes(1);

    @Bean
    TopicDeclaration orderTopic() {
        return new TopicDeclaration(TOPIC, PARTITIONS, RETENTION, LARGEST);
    }

    @Bean
    TopicDeclaration orderHistoryTopic() {
        return new TopicDeclaration(HISTORY, PARTITIONS, RETENTION, LARGEST);
    }

    @Bean
    EntityTopic orderHistory() {
        return new EntityTopic(HISTORY, OrderEntity.ORDER);
    }

    @Bean
    EntityTopic orders() {
        return new EntityTopic(TOPIC, OrderEntity.ORDER);
    }

    @Bean
    OrderListener orderListener(LoadingConsumer loadingConsumer) {
        return new OrderListener(loadingConsumer);
    }
}

package io.bisync.jushuitan.catalogue;

import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.loading.EntityTopic;
import io.bisync.loading.kafka.LoadingConsumer;
import io.bisync.topic.TopicDeclaration;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Says where orders are asked for, which topics carry them, and listens to those. */
@Configuration(proxyBeanMethods = false)
public class OrderConfiguration {

    static final String LIVE = "erp.jushuitan.order";
    static final String HISTORY = "erp.jushuitan.order.history";

    private static final int PARTITIONS = 6;
    private static final DataSize LARGEST = DataSize.ofMegabytes(16);

    @Bean
    PulledEntity pulledOrders() {
        return OrderEntity.PULLED;
    }

    @Bean
    TopicDeclaration orderTopic() {
        return new TopicDeclaration(LIVE, PARTITIONS, Duration.ofDays(14), LARGEST);
    }

    @Bean
    TopicDeclaration orderHistoryTopic() {
        return new TopicDeclaration(HISTORY, PARTITIONS, Duration.ofDays(7), LARGEST);
    }

    @Bean
    EntityTopic orders() {
        return new EntityTopic(LIVE, OrderEntity.ORDER);
    }

    @Bean
    EntityTopic orderHistory() {
        return new EntityTopic(HISTORY, OrderEntity.ORDER);
    }

    @Bean
    OrderListener orderListener(LoadingConsumer loadingConsumer) {
        return new OrderListener(loadingConsumer);
    }
}

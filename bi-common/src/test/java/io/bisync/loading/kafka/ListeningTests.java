package io.bisync.loading.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.EntityTopic;
import io.bisync.loading.TinyOrders;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.health.contributor.Status;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.config.MethodKafkaListenerEndpoint;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;

class ListeningTests {

    private final KafkaListenerEndpointRegistry registry = new KafkaListenerEndpointRegistry();
    private final ListeningHealthIndicator health =
            new ListeningHealthIndicator(registry, List.of(new EntityTopic("erp.tiny.order", TinyOrders.ENTITY)));

    static final class Listener {

        @KafkaListener(topics = "erp.tiny.order")
        void listen(String record) {}
    }

    @Test
    void aDeclaredTopicWithoutAListenerIsSaid() {
        var answer = health.health();

        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer.getDetails()).containsEntry("code", "BI-LOAD-19");
        assertThat(answer.getDetails().toString()).contains("erp.tiny.order");
    }

    @Test
    void aListenerThatDoesNotRunIsNone() throws Exception {
        register();

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void aBeanThatListensIsMadeThoughNobodyAsksForIt() {
        var eager = new EagerListeners();

        assertThat(eager.isExcluded("listener", new RootBeanDefinition(), Listener.class))
                .isTrue();
        assertThat(eager.isExcluded("text", new RootBeanDefinition(), String.class))
                .isFalse();
    }

    private void register() throws NoSuchMethodException {
        var factory = new ConcurrentKafkaListenerContainerFactory<byte[], byte[]>();
        factory.setConsumerFactory(
                new DefaultKafkaConsumerFactory<>(Map.of(), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        var endpoint = new MethodKafkaListenerEndpoint<byte[], byte[]>();
        endpoint.setId("orders");
        endpoint.setGroupId("tiny.orders");
        endpoint.setTopics("erp.tiny.order");
        endpoint.setBean(new Listener());
        endpoint.setMethod(Listener.class.getDeclaredMethod("listen", String.class));
        endpoint.setMessageHandlerMethodFactory(new DefaultMessageHandlerMethodFactory());
        registry.registerListenerContainer(endpoint, factory, false);
    }
}

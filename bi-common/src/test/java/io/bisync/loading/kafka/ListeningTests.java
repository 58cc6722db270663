package io.bisync.loading.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.loading.EntityTopic;
import io.bisync.loading.range.TinyOrders;
import io.bisync.loading.report.ListeningHealthIndicator;
import io.bisync.topic.TrafficClass;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.health.contributor.Status;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.KafkaListenerEndpoint;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.config.MethodKafkaListenerEndpoint;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.ContainerProperties.AssignmentCommitOption;
import org.springframework.kafka.support.TopicPartitionOffset;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;

class ListeningTests {

    private static final String TOPIC = "erp.tiny.order";
    private static final List<EntityTopic> DECLARED =
            List.of(new EntityTopic(TOPIC, TinyOrders.ENTITY, TrafficClass.ORDERS));

    private final KafkaListenerEndpointRegistry registry = new KafkaListenerEndpointRegistry();
    private final ListeningHealthIndicator health = new ListeningHealthIndicator(registry, DECLARED);

    static final class Listener {

        @KafkaListener(topics = TOPIC)
        void listen(List<String> records) {}
    }

    /** How a listener says what it listens to. */
    enum Assignment {
        NAME,
        PATTERN,
        PARTITIONS;

        void of(MethodKafkaListenerEndpoint<byte[], byte[]> endpoint) {
            switch (this) {
                case NAME -> endpoint.setTopics(TOPIC);
                case PATTERN -> endpoint.setTopicPattern(Pattern.compile("erp\\..*"));
                case PARTITIONS -> endpoint.setTopicPartitions(new TopicPartitionOffset(TOPIC, 0));
            }
        }
    }

    @Test
    void aDeclaredTopicWithoutAListenerIsSaid() {
        var answer = health.health();

        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer.getDetails()).containsEntry("code", "BI-LOAD-19");
        assertThat(answer.getDetails().toString()).contains(TOPIC);
    }

    @Test
    void aTopicThatARunningListenerLoadsIsHeard() throws Exception {
        register(Assignment.NAME, loading(true));

        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aListenerThatDoesNotRunIsNone() throws Exception {
        register(Assignment.NAME, loading(false));

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    }

    @ParameterizedTest
    @EnumSource
    void aListenerThatDoesNotLoadIsNoneHoweverItIsAssigned(Assignment assignment) throws Exception {
        register(assignment, new Factory(true));

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    }

    @ParameterizedTest
    @EnumSource(names = "NAME", mode = EnumSource.Mode.EXCLUDE)
    void aListenerThatNamesNoTopicLoadsNothing(Assignment assignment) {
        assertThatThrownBy(() -> register(assignment, loading(true)))
                .isInstanceOf(LoadingContractException.class)
                .hasMessageStartingWith("BI-LOAD-12 ")
                .hasMessageContaining("topics are not named one by one");
    }

    @Test
    void aBeanThatListensIsMadeThoughNobodyAsksForIt() {
        var eager = new EagerListeners();

        assertThat(eager.isExcluded("listener", new RootBeanDefinition(), Listener.class))
                .isTrue();
        assertThat(eager.isExcluded("text", new RootBeanDefinition(), String.class))
                .isFalse();
    }

    /** Makes containers that say whether they run and need no broker. */
    private static final class Factory extends ConcurrentKafkaListenerContainerFactory<byte[], byte[]> {

        private final boolean running;

        Factory(boolean running) {
            this.running = running;
            setConsumerFactory(new DefaultKafkaConsumerFactory<>(
                    Map.of(), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
            setBatchListener(true);
        }

        @Override
        protected ConcurrentMessageListenerContainer<byte[], byte[]> createContainerInstance(
                KafkaListenerEndpoint endpoint) {
            var made = super.createContainerInstance(endpoint);
            return new ConcurrentMessageListenerContainer<>(getConsumerFactory(), made.getContainerProperties()) {

                @Override
                public boolean isRunning() {
                    return running;
                }
            };
        }
    }

    private static Factory loading(boolean running) {
        var factory = new Factory(running);
        factory.getContainerProperties().setAckMode(AckMode.MANUAL);
        factory.getContainerProperties().setAssignmentCommitOption(AssignmentCommitOption.NEVER);
        var loading = new LoadingConsumer(_ -> {
            throw new IllegalStateException("Nothing is loaded here");
        });
        factory.setContainerCustomizer(new LoadingContract(loading, DECLARED));
        return factory;
    }

    private void register(Assignment assignment, Factory factory) throws NoSuchMethodException {
        var endpoint = new MethodKafkaListenerEndpoint<byte[], byte[]>();
        endpoint.setId("orders");
        endpoint.setGroupId("tiny.orders");
        assignment.of(endpoint);
        endpoint.setBean(new Listener());
        endpoint.setMethod(Listener.class.getDeclaredMethod("listen", List.class));
        endpoint.setMessageHandlerMethodFactory(new DefaultMessageHandlerMethodFactory());
        registry.registerListenerContainer(endpoint, factory, false);
    }
}

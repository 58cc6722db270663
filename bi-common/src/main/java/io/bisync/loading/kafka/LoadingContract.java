package io.bisync.loading.kafka;

import io.bisync.loading.EntityTopic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.ContainerProperties.AssignmentCommitOption;

/** Wraps the listener of every loading container and refuses containers that would commit by themselves. */
public final class LoadingContract
        implements ContainerCustomizer<byte[], byte[], ConcurrentMessageListenerContainer<byte[], byte[]>> {

    /** Consumer properties that a listener must leave to the factory. */
    private static final Set<String> CONTRACT = Set.of(
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
            ConsumerConfig.GROUP_PROTOCOL_CONFIG);

    private final LoadingConsumer loadingConsumer;
    private final Set<String> declared;

    LoadingContract(LoadingConsumer loadingConsumer, Collection<EntityTopic> topics) {
        this.loadingConsumer = loadingConsumer;
        this.declared = topics.stream().map(EntityTopic::topic).collect(Collectors.toSet());
    }

    @Override
    public void configure(ConcurrentMessageListenerContainer<byte[], byte[]> container) {
        var properties = container.getContainerProperties();
        var broken = broken(properties);
        if (!broken.isEmpty()) {
            throw new LoadingContractException(container.getListenerId(), broken);
        }
        properties.setMessageListener(
                new LoadingListener(listener(properties), container::isRunning, loadingConsumer::drop));
    }

    /** Whether a container loads: only such ones have its listener, and all their topics have names. */
    public static boolean isPassed(ContainerProperties properties) {
        var listener = properties.getMessageListener();
        return listener != null && AopProxyUtils.ultimateTargetClass(listener) == LoadingListener.class;
    }

    private List<String> broken(ContainerProperties properties) {
        var broken = new ArrayList<String>();
        check(broken, properties.getAckMode() == AckMode.MANUAL, "ack mode is not MANUAL");
        check(
                broken,
                properties.getAssignmentCommitOption() == AssignmentCommitOption.NEVER,
                "offsets are committed on assignment");
        check(broken, !properties.isFixTxOffsets(), "fixTxOffsets would move the offset of an open intent");
        check(broken, !properties.isAsyncAcks(), "acknowledgements are asynchronous");
        check(broken, !properties.isSubBatchPerPartition(), "the poll is cut into a batch per partition");
        check(broken, properties.getKafkaAwareTransactionManager() == null, "a transaction manager is set");
        for (var name : properties.getKafkaConsumerProperties().stringPropertyNames()) {
            check(broken, !CONTRACT.contains(name), "the listener sets '" + name + "' itself");
        }
        var topics = properties.getTopics();
        check(broken, topics != null, "topics are not named one by one");
        for (var topic : topics == null ? new String[0] : topics) {
            check(broken, declared.contains(topic), "topic '" + topic + "' has no bean EntityTopic");
        }
        return broken;
    }

    @SuppressWarnings("unchecked") // the factory is for byte arrays alone
    private static BatchMessageListener<byte[], byte[]> listener(ContainerProperties properties) {
        return (BatchMessageListener<byte[], byte[]>) Objects.requireNonNull(properties.getMessageListener());
    }

    private static void check(List<String> broken, boolean kept, String message) {
        if (!kept) {
            broken.add(message);
        }
    }
}

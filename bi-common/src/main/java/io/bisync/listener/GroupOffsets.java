package io.bisync.listener;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.scheduling.annotation.Scheduled;

/** What groups have committed and where partitions end, of the listeners whose features do not say it themselves. */
final class GroupOffsets {

    private record Look(Map<String, Map<TopicPartition, OffsetAndMetadata>> groups, Map<TopicPartition, Long> ends) {}

    private final KafkaListenerEndpointRegistry registry;
    private final Features features;
    private final Broker broker;
    private volatile Look last = new Look(Map.of(), Map.of());

    GroupOffsets(KafkaListenerEndpointRegistry registry, Features features, Broker broker) {
        this.registry = registry;
        this.features = features;
        this.broker = broker;
    }

    @Nullable Long committed(@Nullable String group, TopicPartition partition) {
        var offset = group == null
                ? null
                : last.groups().getOrDefault(group, Map.of()).get(partition);
        return offset == null ? null : offset.offset();
    }

    @Nullable Long end(TopicPartition partition) {
        return last.ends().get(partition);
    }

    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void look() throws InterruptedException {
        Map<String, ListConsumerGroupOffsetsSpec> groups = new HashMap<>();
        Set<TopicPartition> partitions = new HashSet<>();
        for (var container : registry.getListenerContainers()) {
            var unknown = unknown(container);
            partitions.addAll(unknown);
            if (!unknown.isEmpty() && container.getGroupId() != null) {
                groups.put(container.getGroupId(), new ListConsumerGroupOffsetsSpec());
            }
        }
        if (partitions.isEmpty()) {
            last = new Look(Map.of(), Map.of());
            return;
        }
        broker.ask(admin -> {
            var committed = broker.answer(admin.listConsumerGroupOffsets(groups).all());
            var ends = broker.answer(admin.listOffsets(
                            partitions.stream().collect(Collectors.toMap(it -> it, _ -> OffsetSpec.latest())),
                            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all());
            Map<TopicPartition, Long> offsets = new HashMap<>();
            ends.forEach((partition, end) -> offsets.put(partition, end.offset()));
            last = new Look(committed, offsets);
        });
    }

    private Set<TopicPartition> unknown(MessageListenerContainer container) {
        var unknown = new HashSet<>(Listeners.assigned(container));
        features.partitions(container).stream()
                .filter(it -> it.end() != null)
                .forEach(it -> unknown.remove(new TopicPartition(it.topic(), it.partition())));
        return unknown;
    }
}

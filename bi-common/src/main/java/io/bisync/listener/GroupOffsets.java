package io.bisync.listener;

import io.bisync.account.ListenerStatus.Kind;
import io.bisync.account.ListenerStatus.ListenerPartition;
import io.bisync.account.ListenerStatus.Standing;
import io.bisync.kafka.Offsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.scheduling.annotation.Scheduled;

/** What groups have committed and where partitions end, of the listeners whose features do not say it themselves. */
final class GroupOffsets {

    private record Look(
            Map<String, Map<TopicPartition, OffsetAndMetadata>> groups,
            Map<String, Map<TopicPartition, SharePartitionOffsetInfo>> sharing,
            Map<TopicPartition, Long> ends) {

        static Look nothing() {
            return new Look(Map.of(), Map.of(), Map.of());
        }
    }

    private final KafkaListenerEndpointRegistry registry;
    private final Features features;
    private final Broker broker;
    private volatile Look last = Look.nothing();

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

    /** The partitions of these topics that a share group has begun: whose members have none of their own. */
    List<ListenerPartition> shared(@Nullable String group, List<String> topics) {
        var look = last;
        return group == null
                ? List.of()
                : look.sharing().getOrDefault(group, Map.of()).entrySet().stream()
                        .filter(it -> topics.contains(it.getKey().topic()))
                        .map(it ->
                                shared(it.getKey(), it.getValue(), look.ends().get(it.getKey())))
                        .sorted(Comparator.comparing(ListenerPartition::topic)
                                .thenComparingInt(ListenerPartition::partition))
                        .toList();
    }

    private static ListenerPartition shared(
            TopicPartition partition, SharePartitionOffsetInfo info, @Nullable Long end) {
        var through = info.startOffset();
        var lag = end == null ? null : Long.valueOf(Math.max(0, end - through));
        return new ListenerPartition(
                partition.topic(),
                partition.partition(),
                null,
                through,
                end,
                info.lag().orElse(lag),
                Standing.READS,
                null);
    }

    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void look() throws InterruptedException {
        Set<String> groups = new HashSet<>();
        Set<String> sharing = new HashSet<>();
        Set<TopicPartition> partitions = new HashSet<>();
        for (var container : registry.getListenerContainers()) {
            var group = container.getGroupId();
            var unknown = unknown(container);
            partitions.addAll(unknown);
            if (group != null && features.kind(container) == Kind.SHARED) {
                sharing.add(group);
            } else if (group != null && !unknown.isEmpty()) {
                groups.add(group);
            }
        }
        if (partitions.isEmpty() && sharing.isEmpty()) {
            last = Look.nothing();
            return;
        }
        broker.ask(admin -> last = look(admin, groups, sharing, partitions));
    }

    private Look look(Admin admin, Set<String> groups, Set<String> sharing, Set<TopicPartition> partitions)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = new HashMap<>();
        for (var group : groups) {
            committed.put(group, broker.answer(Offsets.ofConsumers(admin, group)));
        }
        Map<String, Map<TopicPartition, SharePartitionOffsetInfo>> shared = new HashMap<>();
        for (var group : sharing) {
            shared.put(group, sharing(admin, group));
        }
        Set<TopicPartition> ending = new HashSet<>(partitions);
        shared.values().forEach(it -> ending.addAll(it.keySet()));
        return new Look(committed, shared, broker.answer(Offsets.at(admin, ending, OffsetSpec.latest())));
    }

    /** Before its first member a share group is not there. */
    private Map<TopicPartition, SharePartitionOffsetInfo> sharing(Admin admin, String group)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return broker.answer(Offsets.ofSharers(admin, group));
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw failed;
        }
    }

    private Set<TopicPartition> unknown(MessageListenerContainer container) {
        var unknown = new HashSet<>(Listeners.assigned(container));
        features.partitions(container).stream()
                .filter(it -> it.end() != null)
                .forEach(it -> unknown.remove(new TopicPartition(it.topic(), it.partition())));
        return unknown;
    }
}

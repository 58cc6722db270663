package io.bisync.listener;

import io.bisync.account.ListenerStatus;
import io.bisync.account.ListenerStatus.Kind;
import io.bisync.account.ListenerStatus.LastError;
import io.bisync.account.ListenerStatus.ListenerPartition;
import io.bisync.account.ListenerStatus.Standing;
import io.bisync.account.ListenerStatus.State;
import io.bisync.handler.FailureKeeping;
import io.bisync.handler.ListenerControl.Limit;
import io.bisync.handler.ListenerControls;
import io.bisync.listener.decision.Decisions;
import io.bisync.listener.decision.ListenerDecision;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.AbstractShareKafkaMessageListenerContainer;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;

/** All listeners of this process. Any thread may ask; none of what is asked calls a consumer. */
public final class Listeners {

    private final KafkaListenerEndpointRegistry registry;
    private final Features features;
    private final ConsumerHooks hooks;
    private final Decisions decisions;
    private final GroupOffsets offsets;
    private final ObjectProvider<ListenerControls> controls;
    private final InstantSource clock;

    Listeners(
            KafkaListenerEndpointRegistry registry,
            Features features,
            ConsumerHooks hooks,
            Decisions decisions,
            GroupOffsets offsets,
            ObjectProvider<ListenerControls> controls,
            InstantSource clock) {
        this.registry = registry;
        this.features = features;
        this.hooks = hooks;
        this.decisions = decisions;
        this.offsets = offsets;
        this.controls = controls;
        this.clock = clock;
    }

    /** In the order of their names. */
    public List<ListenerStatus> all() {
        return registry.getListenerContainers().stream()
                .map(this::status)
                .sorted(Comparator.comparing(ListenerStatus::id))
                .toList();
    }

    Optional<ListenerStatus> named(String id) {
        return Optional.ofNullable(registry.getListenerContainer(id)).map(this::status);
    }

    private ListenerStatus status(MessageListenerContainer container) {
        var id = Objects.requireNonNull(container.getListenerId());
        var kind = features.kind(container);
        var decision = decisions.of(id);
        var state = state(container, decision, kind);
        var deciding = state == State.PAUSED || state == State.STOPPED ? decision : null;
        var metrics = ConsumerMetrics.of(container);
        var hook = hooks.of(id);
        return new ListenerStatus(
                id,
                kind,
                topics(container),
                container.getGroupId(),
                state,
                deciding == null ? null : deciding.reason(),
                deciding == null ? null : deciding.by(),
                members(container),
                concurrency(container),
                partitions(container, hook),
                lastError(container, hook),
                metrics.rebalances(),
                metrics.lastRebalance(clock.instant()),
                metrics.recordsPerSecond());
    }

    private @Nullable LastError lastError(MessageListenerContainer container, @Nullable ConsumerHook<?, ?> hook) {
        var seen = hook == null ? null : hook.lastError();
        var own = container instanceof FailureKeeping keeping ? keeping.lastError() : null;
        return Stream.of(Stream.ofNullable(seen), Stream.ofNullable(own), features.lastErrors(container))
                .flatMap(it -> it)
                .max(Comparator.comparing(LastError::at))
                .orElse(null);
    }

    private State state(MessageListenerContainer container, @Nullable ListenerDecision decision, Kind kind) {
        if (decision != null && decision.state() == ListenerDecision.State.STOPPED) {
            return State.STOPPED;
        }
        if (!container.isInExpectedState()) {
            return State.FAILED;
        }
        if (!container.isRunning()) {
            return decisions.areRead() ? State.STOPPED : State.WAITING;
        }
        return decision != null && decision.state() == ListenerDecision.State.PAUSED && kind != Kind.SHARED
                ? State.PAUSED
                : State.RUNNING;
    }

    private int members(MessageListenerContainer container) {
        if (container instanceof ConcurrentMessageListenerContainer<?, ?> several) {
            return (int) several.getContainers().stream()
                    .filter(MessageListenerContainer::isRunning)
                    .count();
        }
        return container.isRunning() ? concurrency(container) : 0;
    }

    private int concurrency(MessageListenerContainer container) {
        if (container instanceof ConcurrentMessageListenerContainer<?, ?> several) {
            return several.getConcurrency();
        }
        var all = controls.getIfAvailable();
        var control = all == null ? null : all.of(Objects.requireNonNull(container.getListenerId()));
        return control == null ? 1 : control.limits().getOrDefault(Limit.CONCURRENCY, 1);
    }

    static List<String> topics(MessageListenerContainer container) {
        var properties = container.getContainerProperties();
        if (properties.getTopics() != null) {
            return List.of(properties.getTopics());
        }
        if (properties.getTopicPartitions() != null) {
            return Arrays.stream(properties.getTopicPartitions())
                    .map(it -> it.getTopic())
                    .distinct()
                    .toList();
        }
        return assigned(container).stream()
                .map(TopicPartition::topic)
                .distinct()
                .sorted()
                .toList();
    }

    static Collection<TopicPartition> assigned(MessageListenerContainer container) {
        // Members of share groups have none of their own, and Spring's container throws when it is asked.
        return container instanceof AbstractShareKafkaMessageListenerContainer
                ? List.of()
                : Objects.requireNonNullElse(container.getAssignedPartitions(), List.of());
    }

    private List<ListenerPartition> partitions(MessageListenerContainer container, @Nullable ConsumerHook<?, ?> hook) {
        if (features.kind(container) == Kind.SHARED) {
            return offsets.shared(container.getGroupId(), topics(container));
        }
        Map<TopicPartition, ListenerPartition> known = new HashMap<>();
        features.partitions(container).forEach(it -> known.put(new TopicPartition(it.topic(), it.partition()), it));
        return assigned(container).stream()
                .map(it -> partition(it, known.get(it), container.getGroupId(), hook))
                .sorted(Comparator.comparing(ListenerPartition::topic).thenComparingInt(ListenerPartition::partition))
                .toList();
    }

    private ListenerPartition partition(
            TopicPartition partition,
            @Nullable ListenerPartition known,
            @Nullable String group,
            @Nullable ConsumerHook<?, ?> hook) {
        var position = known == null || known.position() == null
                ? hook == null ? null : hook.position(partition)
                : known.position();
        var committed =
                known == null || known.committed() == null ? offsets.committed(group, partition) : known.committed();
        var end = known == null || known.end() == null ? offsets.end(partition) : known.end();
        var lag = known != null && known.lag() != null
                ? known.lag()
                : committed == null || end == null ? null : Long.valueOf(Math.max(0, end - committed));
        var standing = hook != null && hook.isPaused(partition)
                ? Standing.PAUSED
                : known == null ? Standing.READS : known.standing();
        return new ListenerPartition(
                partition.topic(),
                partition.partition(),
                position,
                committed,
                end,
                lag,
                standing,
                known == null ? null : known.code());
    }
}

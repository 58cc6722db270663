package io.bisync.listener;

import io.bisync.listener.decision.Decisions;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Puts a hook into every container before it starts; share groups have no such place. */
final class ConsumerHooks implements SmartLifecycle {

    private final ObjectProvider<KafkaListenerEndpointRegistry> registry;
    private final Decisions decisions;
    private final Features features;
    private final InstantSource clock;
    private final Map<String, ConsumerHook<?, ?>> hooks = new ConcurrentHashMap<>();
    private volatile boolean running;

    ConsumerHooks(
            ObjectProvider<KafkaListenerEndpointRegistry> registry,
            Decisions decisions,
            Features features,
            InstantSource clock) {
        this.registry = registry;
        this.decisions = decisions;
        this.features = features;
        this.clock = clock;
    }

    /** The hook of a container, or null where it has none. */
    @Nullable ConsumerHook<?, ?> of(String listener) {
        return hooks.get(listener);
    }

    @Override
    public void start() {
        registry.getObject().getListenerContainers().forEach(this::hook);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before any listener. What a bean depends on is started before it, whatever its phase: so it must not be injected. */
    @Override
    public int getPhase() {
        return AbstractMessageListenerContainer.DEFAULT_PHASE - 1;
    }

    private void hook(MessageListenerContainer container) {
        if (container instanceof AbstractMessageListenerContainer<?, ?> consuming
                && !hooks.containsKey(Objects.requireNonNull(container.getListenerId()))) {
            hooks.put(container.getListenerId(), hooked(consuming));
        }
    }

    private <K, V> ConsumerHook<K, V> hooked(AbstractMessageListenerContainer<K, V> container) {
        var id = Objects.requireNonNull(container.getListenerId());
        var batches = container.getContainerProperties().getMessageListener() instanceof BatchMessageListener;
        var hook = new ConsumerHook<>(
                id,
                batches ? null : container.getRecordInterceptor(),
                batches ? container.getBatchInterceptor() : null,
                topic -> decisions.pausing(id, topic) != null,
                !features.knowPositions(container),
                clock);
        if (batches) {
            container.setBatchInterceptor(hook);
        } else {
            container.setRecordInterceptor(hook);
        }
        return hook;
    }
}

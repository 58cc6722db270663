package io.bisync.listener.decision;

import io.bisync.handler.ListenerControl;
import io.bisync.operations.OutageLog;
import io.bisync.topic.RememberedTopic;
import io.micrometer.core.instrument.Counter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Reads the decisions of operators to their end before any listener starts, follows them from then on, and starts and stops
 * containers: nobody else does. Without Kafka the service starts and serves; its listeners begin once the decisions were read.
 */
final class Governor implements SmartLifecycle, HealthIndicator, DisposableBean {

    static final String UNREAD = "BI-LISTEN-01";
    static final String SKIPPED = "BI-LISTEN-03";

    private static final Logger log = LoggerFactory.getLogger(Governor.class);

    private final ObjectProvider<KafkaListenerEndpointRegistry> registry;
    private final Function<String, @Nullable ListenerControl> controls;
    private final RememberedTopic topic;
    private final Decisions decisions;
    private final OutageLog outage;
    private final Counter skipped;
    private final Map<String, Governed> listeners = new ConcurrentHashMap<>();
    private volatile boolean running;

    Governor(
            ObjectProvider<KafkaListenerEndpointRegistry> registry,
            Function<String, @Nullable ListenerControl> controls,
            RememberedTopic topic,
            Decisions decisions,
            OutageLog outage,
            Counter skipped) {
        this.registry = registry;
        this.controls = controls;
        this.topic = topic;
        this.decisions = decisions;
        this.outage = outage;
        this.skipped = skipped;
    }

    /** It must not be injected: what a bean depends on is started before it, whatever its phase. */
    private KafkaListenerEndpointRegistry containers() {
        return registry.getObject();
    }

    /** Before the registry: from here on its containers do not start by themselves. */
    @Override
    public synchronized void start() {
        listeners.values().forEach(Governed::holdBack);
        containers().getListenerContainers().forEach(this::governed);
        running = true;
    }

    @Override
    public synchronized void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return AbstractMessageListenerContainer.DEFAULT_PHASE - 1;
    }

    /** The registry is about to stop its containers: none may start behind its back. */
    @EventListener
    void closes(ContextClosedEvent event) {
        running = false;
        topic.wakeUp();
        synchronized (this) {
            log.debug("Nothing is started any more");
        }
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void govern() {
        if (running && hasListeners()) {
            listen();
            follow();
        }
    }

    /** An application that only publishes has nothing to be decided, and needs no topic of decisions. */
    private boolean hasListeners() {
        return !containers().getListenerContainers().isEmpty();
    }

    private void listen() {
        synchronized (topic) {
            try {
                topic.read().forEach(this::take);
                decisions.endReached();
                outage.ends();
            } catch (WakeupException closing) {
                log.debug("The context closes", closing);
            } catch (KafkaException away) {
                outage.begins("%s (%s)"
                        .formatted(
                                decisions.areRead()
                                        ? "decisions that come meanwhile are obeyed later"
                                        : "no listener starts before it was read",
                                away.getClass().getSimpleName()));
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        var problem =
                decisions.take(record.key(), record.value(), id -> containers().getListenerContainer(id) != null);
        if (problem != null) {
            skipped.increment();
            log.atWarn()
                    .addKeyValue("code", SKIPPED)
                    .log("{} {}@{} is skipped: {}", SKIPPED, record.topic(), record.offset(), problem);
        }
    }

    private synchronized void follow() {
        if (running && decisions.areRead()) {
            containers().getListenerContainers().forEach(this::follow);
        }
    }

    private void follow(MessageListenerContainer container) {
        var id = Objects.requireNonNull(container.getListenerId());
        try {
            governed(container).follow(decisions.of(id));
        } catch (RuntimeException failed) {
            log.error("Listener {} could not be started or stopped", id, failed);
        }
    }

    private Governed governed(MessageListenerContainer container) {
        return listeners.computeIfAbsent(
                Objects.requireNonNull(container.getListenerId()), id -> new Governed(container, controls.apply(id)));
    }

    @Override
    public Health health() {
        return decisions.areRead() || !hasListeners()
                ? Health.up().build()
                : Health.down().withDetail("code", UNREAD).build();
    }

    @Override
    public void destroy() {
        synchronized (topic) {
            topic.close();
        }
    }
}

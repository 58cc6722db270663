package io.bisync.listener;

import io.bisync.account.ListenerStatus.Kind;
import io.bisync.listener.ListenerProperties.OnFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.event.ConsumerRetryAuthEvent;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.kafka.event.ConsumerStoppedEvent.Reason;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.scheduling.annotation.Scheduled;

/** Tells of consumers that ended by themselves, which may stop the others too, and of rebalances. */
final class ContainerWatch {

    private static final Logger log = LoggerFactory.getLogger(ContainerWatch.class);
    private static final int TRIES = 3;
    private static final Duration SETTLED = Duration.ofSeconds(30);

    private final KafkaListenerEndpointRegistry registry;
    private final Features features;
    private final ConsumerHooks hooks;
    private final ListenerEvents events;
    private final OnFailure onFailure;
    private final Duration rest;
    private final Map<String, Long> rebalances = new HashMap<>();

    /** When listeners were refused last. That one of their polls fails of nothing does not mean that they are let in. */
    private final Map<String, Long> refused = new ConcurrentHashMap<>();

    /**
     * Nothing has happened yet.
     *
     * @param rest after it a consumer tries again that was refused
     */
    ContainerWatch(
            KafkaListenerEndpointRegistry registry,
            Features features,
            ConsumerHooks hooks,
            ListenerEvents events,
            OnFailure onFailure,
            Duration rest) {
        this.registry = registry;
        this.features = features;
        this.hooks = hooks;
        this.events = events;
        this.onFailure = onFailure;
        this.rest = rest;
    }

    /** On the thread of the consumer that ended. */
    @EventListener
    void stopped(ConsumerStoppedEvent event) {
        var container = event.getContainer(MessageListenerContainer.class);
        var reason = event.getReason();
        if (reason == Reason.NORMAL || isFirstOffset(container, reason)) {
            return;
        }
        var id = id(container);
        var hook = hooks.of(id);
        if (hook != null) {
            hook.failed(ListenerEvents.ENDED + " " + reason);
        }
        events.happened(
                Level.ERROR,
                ListenerEvents.ENDED,
                "A consumer of listener %s ended by itself (%s)%s"
                        .formatted(id, reason, onFailure == OnFailure.ALL ? ", and all listeners are stopped" : ""),
                1);
        if (onFailure == OnFailure.ALL) {
            stopOthers(container);
        }
    }

    /** On the consumer's thread, at every try. */
    @EventListener
    void refused(ConsumerRetryAuthEvent event) {
        var id = id(event.getContainer(MessageListenerContainer.class));
        var reason = event.getReason().name().toLowerCase(Locale.ROOT);
        var hook = hooks.of(id);
        if (hook != null) {
            hook.failed(ListenerEvents.REFUSED + " " + reason);
        }
        if (refused.put(id, System.nanoTime()) == null) {
            events.happened(
                    Level.WARN,
                    ListenerEvents.REFUSED,
                    "A consumer of listener %s is refused by the brokers (%s) and tries again by itself"
                            .formatted(id, reason),
                    1);
        }
    }

    private static String id(MessageListenerContainer container) {
        return Objects.requireNonNullElse(container.getListenerId(), "?");
    }

    private void stopOthers(MessageListenerContainer failed) {
        registry.getListenerContainers().stream()
                .filter(it -> !Objects.equals(it.getListenerId(), failed.getListenerId()) && it.isRunning())
                .forEach(it -> it.stop(() -> {}));
    }

    /** Loading makes the offsets of a new group by itself, and starts again. */
    private boolean isFirstOffset(MessageListenerContainer container, Reason reason) {
        return reason == Reason.NO_OFFSET && features.kind(container) == Kind.LOADING;
    }

    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void look() {
        if (onFailure == OnFailure.ALL) {
            // One may have started since.
            registry.getListenerContainers().stream()
                    .filter(it -> !it.isInExpectedState())
                    .findFirst()
                    .ifPresent(this::stopOthers);
        }
        var since = System.nanoTime() - Math.max(SETTLED.toNanos(), TRIES * rest.toNanos());
        refused.forEach((id, last) -> {
            if (last - since < 0 && refused.remove(id, last)) {
                log.info("The brokers do not refuse listener {} any more", id);
            }
        });
        for (var container : registry.getListenerContainers()) {
            var id = Objects.requireNonNull(container.getListenerId());
            var now = ConsumerMetrics.of(container).rebalances();
            var before = Objects.requireNonNullElse(rebalances.put(id, now), 0L);
            // New consumers begin to count anew.
            var news = now >= before ? now - before : now;
            if (news > 0) {
                events.happened(
                        Level.INFO,
                        ListenerEvents.REBALANCED,
                        "Listener %s was given partitions %d times and has %s"
                                .formatted(id, news, Listeners.assigned(container)),
                        news);
            }
        }
    }
}

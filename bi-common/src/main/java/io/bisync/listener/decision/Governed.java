package io.bisync.listener.decision;

import io.bisync.handler.ListenerControl;
import io.bisync.handler.ListenerControl.Limit;
import io.bisync.listener.decision.ListenerDecision.State;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * One listener between what is decided of it and what its container does. Only what changes is acted on: a container that
 * ended by itself stays as it is until somebody decides otherwise.
 */
final class Governed {

    private static final Logger log = LoggerFactory.getLogger(Governed.class);

    private enum Phase {
        /** It has not started, as the decisions are not read. */
        HELD_BACK,
        LEFT_ALONE,
        /** We stopped it, for good or to start it anew. */
        STOPPED
    }

    private final MessageListenerContainer container;
    private final @Nullable ListenerControl control;
    private final String id;
    private final boolean startsByItself;

    /** What it works by where nothing is decided. */
    private final Map<Limit, Integer> own;

    /** What it would not be set to. */
    private final Map<Limit, Integer> refused = new EnumMap<>(Limit.class);

    private Phase phase;

    /** Of a container that is not to start by itself any more, or that runs already. */
    Governed(MessageListenerContainer container, @Nullable ListenerControl control) {
        this.container = container;
        this.control = control;
        this.id = Objects.requireNonNull(container.getListenerId());
        this.startsByItself = container.isAutoStartup();
        this.own = limits();
        this.phase = container.isRunning() ? Phase.LEFT_ALONE : Phase.HELD_BACK;
        container.setAutoStartup(false);
    }

    /** Somebody else stopped all containers: with the next start it begins anew. */
    void holdBack() {
        phase = Phase.HELD_BACK;
    }

    void follow(@Nullable ListenerDecision decision) {
        var restarts = set(decision == null ? null : decision.settings());
        var stopping = decision != null && decision.state() == State.STOPPED ? decision : null;
        switch (phase) {
            case HELD_BACK -> {
                if (stopping != null) {
                    log.info("Listener {} does not start: {} by {}", id, stopping.reason(), stopping.by());
                    phase = Phase.STOPPED;
                } else {
                    start(startsByItself);
                }
            }
            case LEFT_ALONE -> {
                if (stopping != null) {
                    stop("%s by %s".formatted(stopping.reason(), stopping.by()));
                } else if (restarts && container.isRunning()) {
                    stop("it starts anew with %s consumers".formatted(limits().get(Limit.CONCURRENCY)));
                }
            }
            case STOPPED -> {
                // Records that are at work are finished first.
                if (stopping == null && !container.isChildRunning()) {
                    start(true);
                }
            }
        }
    }

    private void start(boolean wanted) {
        // A start that fails is not tried every second: its container says why, and health that it does not listen.
        phase = Phase.LEFT_ALONE;
        if (wanted) {
            container.start();
            log.info("Listener {} starts", id);
        }
    }

    private void stop(String why) {
        log.info("Listener {} stops: {}", id, why);
        phase = Phase.STOPPED;
        container.stop(() -> {});
    }

    /** Sets what is different; whether that counts from the next start on. */
    private boolean set(ListenerDecision.@Nullable Settings settings) {
        var now = limits();
        own.forEach((limit, value) -> {
            var wanted = Objects.requireNonNullElse(decided(limit, settings), value);
            if (!wanted.equals(now.get(limit)) && !wanted.equals(refused.get(limit))) {
                set(limit, wanted);
            }
        });
        return !Objects.equals(now.get(Limit.CONCURRENCY), limits().get(Limit.CONCURRENCY));
    }

    private void set(Limit limit, int wanted) {
        try {
            if (control != null) {
                control.set(limit, wanted);
            } else if (container instanceof ConcurrentMessageListenerContainer<?, ?> several) {
                several.setConcurrency(wanted);
            }
            refused.remove(limit);
            log.info("Listener {}: {} is {}", id, limit, wanted);
        } catch (IllegalArgumentException notPossible) {
            refused.put(limit, wanted);
            log.atWarn().addKeyValue("code", Governor.SKIPPED).log("{} {}", Governor.SKIPPED, notPossible.getMessage());
        }
    }

    private static @Nullable Integer decided(Limit limit, ListenerDecision.@Nullable Settings settings) {
        return settings == null
                ? null
                : switch (limit) {
                    case ATTEMPTS -> settings.attempts();
                    case WORKERS -> settings.workers();
                    case CONCURRENCY -> settings.concurrency();
                };
    }

    private Map<Limit, Integer> limits() {
        if (control != null) {
            return control.limits();
        }
        return container instanceof ConcurrentMessageListenerContainer<?, ?> several
                ? Map.of(Limit.CONCURRENCY, several.getConcurrency())
                : Map.of();
    }
}

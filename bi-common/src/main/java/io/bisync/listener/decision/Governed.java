package io.bisync.listener.decision;

import io.bisync.listener.decision.ListenerDecision.State;
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
    private final String id;
    private final boolean startsByItself;
    private final int ownConcurrency;
    private Phase phase;

    /** Of a container that is not to start by itself any more, or that runs already. */
    Governed(MessageListenerContainer container) {
        this.container = container;
        this.id = Objects.requireNonNull(container.getListenerId());
        this.startsByItself = container.isAutoStartup();
        this.ownConcurrency =
                container instanceof ConcurrentMessageListenerContainer<?, ?> several ? several.getConcurrency() : 1;
        this.phase = container.isRunning() ? Phase.LEFT_ALONE : Phase.HELD_BACK;
        container.setAutoStartup(false);
    }

    /** Somebody else stopped all containers: with the next start it begins anew. */
    void holdBack() {
        phase = Phase.HELD_BACK;
    }

    void follow(@Nullable ListenerDecision decision) {
        var stopping = decision != null && decision.state() == State.STOPPED ? decision : null;
        switch (phase) {
            case HELD_BACK -> {
                if (stopping != null) {
                    log.info("Listener {} does not start: {} by {}", id, stopping.reason(), stopping.by());
                    phase = Phase.STOPPED;
                } else {
                    start(decision, startsByItself);
                }
            }
            case LEFT_ALONE -> {
                if (stopping != null) {
                    stop("%s by %s".formatted(stopping.reason(), stopping.by()));
                } else if (container.isRunning() && hasOtherConcurrency(decision)) {
                    stop("it starts anew with %d consumers".formatted(concurrency(decision)));
                }
            }
            case STOPPED -> {
                // Records that are at work are finished first.
                if (stopping == null && !container.isChildRunning()) {
                    start(decision, true);
                }
            }
        }
    }

    private void start(@Nullable ListenerDecision decision, boolean wanted) {
        if (container instanceof ConcurrentMessageListenerContainer<?, ?> several) {
            several.setConcurrency(concurrency(decision));
        }
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

    private boolean hasOtherConcurrency(@Nullable ListenerDecision decision) {
        return container instanceof ConcurrentMessageListenerContainer<?, ?> several
                && several.getConcurrency() != concurrency(decision);
    }

    private int concurrency(@Nullable ListenerDecision decision) {
        var settings = decision == null ? null : decision.settings();
        return settings == null || settings.concurrency() == null ? ownConcurrency : settings.concurrency();
    }
}

package io.bisync.listener;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

/** For liveness: down when a listener container has died, which only a new process cures. */
public final class ListenersHealthIndicator extends AbstractHealthIndicator {

    private final KafkaListenerEndpointRegistry registry;

    ListenersHealthIndicator(KafkaListenerEndpointRegistry registry) {
        super("The listeners' state cannot be read");
        this.registry = registry;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        var dead = registry.getListenerContainers().stream()
                .filter(it -> !it.isInExpectedState())
                .map(MessageListenerContainer::getListenerId)
                .sorted()
                .toList();
        if (dead.isEmpty()) {
            builder.up();
        } else {
            builder.down().withDetail("dead", dead);
        }
    }
}

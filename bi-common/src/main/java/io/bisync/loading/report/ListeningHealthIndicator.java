package io.bisync.loading.report;

import io.bisync.loading.EntityTopic;
import io.bisync.loading.kafka.LoadingContract;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * For the third group: a declared topic to which no running loading listener listens is not loaded, whatever else is well.
 * Other listeners of an application may read it too, by name, by pattern or by partitions: they load nothing.
 */
public final class ListeningHealthIndicator extends AbstractHealthIndicator {

    static final String UNHEARD = "BI-LOAD-19";

    private final KafkaListenerEndpointRegistry registry;
    private final List<String> declared;

    public ListeningHealthIndicator(KafkaListenerEndpointRegistry registry, Collection<EntityTopic> declared) {
        super("The listeners' state cannot be read");
        this.registry = registry;
        this.declared = declared.stream().map(EntityTopic::topic).toList();
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        var unheard = new TreeSet<>(declared);
        registry.getListenerContainers().stream()
                .filter(MessageListenerContainer::isRunning)
                .map(MessageListenerContainer::getContainerProperties)
                .filter(LoadingContract::isPassed)
                .map(ContainerProperties::getTopics)
                .filter(Objects::nonNull)
                .flatMap(Arrays::stream)
                .forEach(unheard::remove);
        if (unheard.isEmpty()) {
            builder.up();
        } else {
            builder.down().withDetail("code", UNHEARD).withDetail("topics", unheard);
        }
    }
}

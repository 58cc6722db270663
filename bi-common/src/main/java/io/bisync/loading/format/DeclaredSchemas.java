package io.bisync.loading.format;

import io.bisync.loading.EntityTopic;
import io.bisync.registry.Level;
import io.bisync.registry.RegistryException;
import io.bisync.registry.SchemaRegistry;
import io.bisync.registry.SubjectNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Registers what the plain JSON of topics looks like, for whoever else reads them. Nothing waits for it: what is not registered
 * is tried again, and said once.
 */
final class DeclaredSchemas {

    static final String NOT_REGISTERED = "BI-REGISTRY-09";

    private static final Logger log = LoggerFactory.getLogger(DeclaredSchemas.class);

    private final SchemaRegistry registry;
    private final SubjectNames names;
    private final List<EntityTopic> waiting;
    private @Nullable String told;

    DeclaredSchemas(SchemaRegistry registry, SubjectNames names, Collection<EntityTopic> topics) {
        this.registry = registry;
        this.names = names;
        this.waiting = new ArrayList<>(topics);
    }

    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.MINUTES)
    synchronized void register() {
        for (var topic : List.copyOf(waiting)) {
            try {
                registry.register(
                        names.of(topic.topic(), DeclaredSchema.title(topic.entity())),
                        DeclaredSchema.of(topic.entity()),
                        // A declaration gains fields, and values have had others all along: to a registry that is a
                        // change
                        // which readers of the schema before can take, and no other way round.
                        Level.FORWARD);
                waiting.remove(topic);
            } catch (RegistryException failed) {
                tell(topic, failed);
                if (failed.reason() == RegistryException.Reason.AWAY) {
                    return;
                }
            }
        }
    }

    private void tell(EntityTopic topic, RegistryException failed) {
        var message = "The JSON Schema of %s is not registered for %s: %s"
                .formatted(topic.entity(), topic.topic(), failed.getMessage());
        if (!message.equals(told)) {
            told = message;
            log.atWarn().addKeyValue("code", NOT_REGISTERED).log("{} {}", NOT_REGISTERED, message);
        }
    }
}

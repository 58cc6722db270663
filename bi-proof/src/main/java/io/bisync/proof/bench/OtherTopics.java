package io.bisync.proof.bench;

import io.bisync.jushuitan.catalogue.Entities;
import io.bisync.loading.kafka.LoadingConsumer;
import io.bisync.loading.listener.LoadedEntities;
import io.bisync.loading.listener.LoadedEntity;
import io.bisync.table.Entity;
import io.bisync.topic.TrafficClass;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** Topics beside that of the orders, declared and listened to as the service's own: they stay empty, but are assigned. */
final class OtherTopics implements BeanRegistrar {

    /** How many topics there are, that of the orders included. */
    static final String COUNT = "bench.topics";

    /** Not the service's own: it has a listener of documents already. */
    private static final String LISTENING = "bench";

    static final String GROUP = LISTENING + ".other";

    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.register(new LoadedEntities(LISTENING, entities(environment.getProperty(COUNT, Integer.class, 1))));
    }

    /** Waits for nothing: when a backlog is loaded, the empty topics must long be assigned. */
    static void requireAssigned(LoadingConsumer loadingConsumer, int topics) {
        int wanted = (topics - 1) * Backlog.PARTITIONS;
        int assigned = loadingConsumer.status().getOrDefault(GROUP, List.of()).size();
        if (assigned != wanted) {
            throw new IllegalStateException(
                    "%d of %d partitions of the other topics are assigned".formatted(assigned, wanted));
        }
    }

    private static List<LoadedEntity> entities(int topics) {
        Entity order = Entities.of("order").entity();
        return IntStream.rangeClosed(2, topics)
                .mapToObj(it -> LoadedEntity.of(order, TrafficClass.OTHER)
                        .from("erp.jushuitan.bench." + it)
                        .withoutHistory())
                .toList();
    }
}

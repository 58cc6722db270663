package io.bisync.proof.bench;

import io.bisync.loading.EntityTopic;
import io.bisync.loading.kafka.LoadingConsumer;
import io.bisync.topic.TopicDeclaration;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/** Topics beside that of the orders, declared and listened to as the service's own: they stay empty, but are assigned. */
final class OtherTopics implements BeanRegistrar {

    /** How many topics there are, that of the orders included. */
    static final String COUNT = "bench.topics";

    static final String GROUP = "bi-api-jushuitan.others";

    private static final DataSize LARGEST = DataSize.ofMegabytes(16);

    @Override
    public void register(BeanRegistry registry, Environment environment) {
        List<String> names = names(environment.getProperty(COUNT, Integer.class, 1));
        for (String name : names) {
            registry.registerBean(
                    name + ".declaration",
                    TopicDeclaration.class,
                    bean -> bean.supplier(
                            _ -> new TopicDeclaration(name, Backlog.PARTITIONS, Duration.ofDays(1), LARGEST)));
            registry.registerBean(
                    name + ".entity",
                    EntityTopic.class,
                    bean -> bean.supplier(context -> new EntityTopic(
                            name, context.bean("orders", EntityTopic.class).entity())));
        }
        if (!names.isEmpty()) {
            registry.registerBean(
                    OtherListener.class,
                    bean -> bean.supplier(context -> new OtherListener(context.bean(LoadingConsumer.class), names)));
        }
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

    private static List<String> names(int topics) {
        return IntStream.rangeClosed(2, topics)
                .mapToObj(it -> "erp.jushuitan.bench." + it)
                .toList();
    }
}

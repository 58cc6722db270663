package io.bisync.sample;

import io.bisync.topic.TopicDeclaration;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/** The topics of the handlers, each with its topic of dead letters. */
final class HandledTopics implements BeanRegistrar {

    @Override
    public void register(BeanRegistry registry, Environment environment) {
        for (var topic :
                List.of(ParcelHandlers.LABELS, ParcelHandlers.SCANS, ParcelHandlers.HANDOVERS, ParcelHandlers.PHOTOS)) {
            registry.registerBean(
                    topic,
                    TopicDeclaration.class,
                    bean -> bean.supplier(
                            _ -> TopicDeclaration.handled(topic, 3, Duration.ofDays(7), DataSize.ofMegabytes(1))));
        }
    }
}

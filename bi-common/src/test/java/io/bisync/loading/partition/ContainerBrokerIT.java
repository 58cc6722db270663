package io.bisync.loading.partition;

import io.bisync.NeedsDocker;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

/** The broker that Apache publishes as an image. */
@ExtendWith(NeedsDocker.class)
@Testcontainers(disabledWithoutDocker = true)
class ContainerBrokerIT extends BrokerContract {

    @Container
    private static final KafkaContainer KAFKA = new KafkaContainer("apache/kafka:4.2.1");

    @Override
    String bootstrapServers() {
        return KAFKA.getBootstrapServers();
    }
}

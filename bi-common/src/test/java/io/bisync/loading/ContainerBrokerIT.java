package io.bisync.loading;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

/** The broker that Apache publishes as an image. Without Docker it is skipped and says so. */
@ExtendWith(ContainerBrokerIT.SaysWhyItIsSkipped.class)
@Testcontainers(disabledWithoutDocker = true)
class ContainerBrokerIT extends BrokerContract {

    @Container
    private static final KafkaContainer KAFKA = new KafkaContainer("apache/kafka:4.2.1");

    @Override
    String bootstrapServers() {
        return KAFKA.getBootstrapServers();
    }

    /** Test reports hold the reason of a skipped test, the console does not. */
    static final class SaysWhyItIsSkipped implements ExecutionCondition {

        private static final Logger log = LoggerFactory.getLogger(ContainerBrokerIT.class);

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                log.warn("Skipped: there is no Docker here. LocalBrokerIT runs the same contract without it.");
            }
            return ConditionEvaluationResult.enabled("It only says why");
        }
    }
}

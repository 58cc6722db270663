package io.bisync.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class TopicsTests {

    private static final List<TopicDeclaration> DECLARED =
            List.of(new TopicDeclaration("orders", 3, Duration.ofDays(7), DataSize.ofMegabytes(5)));

    @Test
    void aUserThatMayNotSeeATopicIsToldWhichRightsItNeeds() {
        assertNotAllowed(new TopicAuthorizationException("no"), "may not be described by this user");
    }

    @Test
    void aUserThatMayNotCreateATopicIsToldWhichRightsItNeeds() {
        assertNotAllowed(new UnknownTopicOrPartitionException("no"), "may not be created by this user");
    }

    private static void assertNotAllowed(ApiException described, String what) {
        try (var admin = new Denied(described)) {
            assertThatExceptionOfType(TopicsUnsuitableException.class)
                    .isThrownBy(() -> new Topics(
                                    admin,
                                    new TopicProperties(true, (short) -1, Duration.ofSeconds(60), Map.of(), Map.of()))
                            .settle(DECLARED))
                    .satisfies(it -> {
                        assertThat(it.problems()).extracting(TopicProblem::code).containsExactly("BI-TOPIC-06");
                        var analysis = Objects.requireNonNull(new TopicsUnsuitableFailureAnalyzer().analyze(it));
                        assertThat(analysis.getDescription()).contains("BI-TOPIC-06", what);
                        assertThat(analysis.getAction()).contains("describe its topics");
                    });
        }
    }

    /** Brokers that describe topics with this answer and create none. */
    private static final class Denied extends ForwardingAdmin {

        private final ApiException described;

        Denied(ApiException described) {
            super(Map.of("bootstrap.servers", "127.0.0.1:1"));
            this.described = described;
        }

        @Override
        public DescribeTopicsResult describeTopics(TopicCollection topics, DescribeTopicsOptions options) {
            Map<String, KafkaFuture<TopicDescription>> answers = new HashMap<>();
            ((TopicCollection.TopicNameCollection) topics)
                    .topicNames()
                    .forEach(it -> answers.put(it, failed(described)));
            return new DescribeTopicsResult(null, answers) {};
        }

        @Override
        public CreateTopicsResult createTopics(Collection<NewTopic> topics, CreateTopicsOptions options) {
            Map<String, KafkaFuture<CreateTopicsResult.TopicMetadataAndConfig>> answers = new HashMap<>();
            topics.forEach(it -> answers.put(it.name(), failed(new TopicAuthorizationException("no"))));
            return new CreateTopicsResult(answers) {};
        }

        private static <T> KafkaFuture<T> failed(ApiException cause) {
            var future = new KafkaFutureImpl<T>();
            future.completeExceptionally(cause);
            return future;
        }
    }
}

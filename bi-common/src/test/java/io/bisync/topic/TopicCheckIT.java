package io.bisync.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.local.kafka.LocalKafka;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.util.unit.DataSize;

class TopicCheckIT {

    private static LocalKafka kafka;
    private static Admin admin;

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @BeforeAll
    static void start(@TempDir Path data) {
        kafka = LocalKafka.start(data);
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        kafka.close();
    }

    @Test
    void missingTopicsAreCreatedWithTheirDeadLetterAndParkedTopicsWhereThatIsAllowed() throws Exception {
        var started = start("created", creating());

        assertThat(started.health().getStatus()).isEqualTo(Status.UP);
        assertThat(partitions("created")).isEqualTo(3);
        assertThat(partitions("created-dlt")).isEqualTo(3);
        assertThat(partitions("created-parked")).isEqualTo(3);
        assertThat(config("created-parked", "retention.ms")).isEqualTo("315360000000");
        assertThat(config("created", "cleanup.policy")).isEqualTo("delete");
        assertThat(config("created", "retention.ms")).isEqualTo("604800000");
        assertThat(config("created", "max.message.bytes")).isEqualTo(String.valueOf(5 * 1024 * 1024));
        assertThat(config("created-dlt", "max.message.bytes")).isEqualTo(String.valueOf(5 * 1024 * 1024 + 64 * 1024));
        started.afterSingletonsInstantiated();
        assertThat(started.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void missingTopicsEndTheStartWhereCreatingIsNotAllowed() {
        assertProblem("absent", checking(), "BI-TOPIC-01", "absent-dlt", "kafka-topics.sh --create");
    }

    @Test
    void aCompactedTopicIsRefused() throws Exception {
        create("compacted", 3, Map.of("cleanup.policy", "compact,delete"));
        create("compacted-dlt", 3, Map.of());

        assertProblem("compacted", creating(), "BI-TOPIC-02", "cleanup.policy=compact,delete", "--add-config");
    }

    @Test
    void aDeadLetterTopicWithFewerPartitionsThanItsTopicReallyHasIsRefused() throws Exception {
        create("wide", 6, Map.of());
        create("wide-dlt", 3, Map.of());

        assertProblem("wide", creating(), "BI-TOPIC-03", "wide-dlt has 3 partitions and needs 6", "--alter");
    }

    @Test
    void aShortRetentionAndSmallRecordsAreRefused() throws Exception {
        create("small", 3, Map.of("retention.ms", "1000", "max.message.bytes", "2000"));
        create("small-dlt", 3, Map.of("retention.ms", "-1"));
        create("small-parked", 3, Map.of("retention.ms", "-1"));

        assertProblem("small", checking(), "BI-TOPIC-04", "has retention.ms=1000", "retention.ms=604800000");
        assertProblem("small", checking(), "BI-TOPIC-04", "has max.message.bytes=2000", "max.message.bytes=5242880");
    }

    @Test
    void topicsOfOneReplicaAreAWarningThatIsCountedOnceAndShown() {
        var started = start("single", creating());
        started.lookAgain();

        assertThat(started.health().getStatus()).isEqualTo(Status.UP);
        assertThat(started.health().getDetails()).containsEntry("BI-TOPIC-09", "single, single-dlt, single-parked");
        assertThat(problems("BI-TOPIC-09")).isEqualTo(3);
    }

    @Test
    void aTopicThatIsSpoiltWhileTheServiceRunsIsToldOnceAndSoIsThatItIsWellAgain() throws Exception {
        var started = start("spoilt", creating());
        policy("spoilt", "compact");
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            started.lookAgain();
            assertThat(started.health().getStatus()).isEqualTo(Status.DOWN);
        });
        started.lookAgain();
        assertThat(started.health().getDetails().get("reason")).asString().contains("BI-TOPIC-02 topic spoilt");
        assertThat(problems("BI-TOPIC-02")).isEqualTo(1);

        policy("spoilt", "delete");
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            started.lookAgain();
            assertThat(started.health().getStatus()).isEqualTo(Status.UP);
        });
    }

    private static void policy(String topic, String policy) throws ExecutionException, InterruptedException {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("cleanup.policy", policy), AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    @Test
    void theStartGoesOnWithoutABroker() {
        var lonely = new TopicCheck(
                new KafkaAdmin(Map.of("bootstrap.servers", "127.0.0.1:1")),
                new TopicProperties(false, (short) -1, Duration.ofMillis(500), Map.of(), Map.of()),
                List.of(declaration("anything")),
                new TopicProblems(meters, _ -> {}));

        lonely.afterSingletonsInstantiated();

        assertThat(lonely.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(lonely.health().getDetails()).containsEntry("code", "BI-TOPIC-05");
        assertThat(problems("BI-TOPIC-05")).isEqualTo(1);
    }

    private void assertProblem(String topic, TopicProperties settings, String code, String what, String action) {
        assertThatThrownBy(() -> start(topic, settings))
                .isInstanceOfSatisfying(TopicsUnsuitableException.class, wrong -> {
                    var analysis = Objects.requireNonNull(new TopicsUnsuitableFailureAnalyzer().analyze(wrong));
                    assertThat(analysis.getDescription()).contains(code, what);
                    assertThat(analysis.getAction()).contains(action);
                });
        assertThat(problems(code)).isPositive();
    }

    private double problems(String code) {
        return meters.get("bi.topics.problems").tag("code", code).counter().count();
    }

    private TopicCheck start(String topic, TopicProperties settings) {
        var guard = new TopicCheck(
                new KafkaAdmin(Map.of("bootstrap.servers", kafka.bootstrapServers())),
                settings,
                List.of(declaration(topic)),
                new TopicProblems(meters, _ -> {}));
        guard.afterSingletonsInstantiated();
        return guard;
    }

    private static TopicDeclaration declaration(String topic) {
        return new TopicDeclaration(topic, 3, Duration.ofDays(7), DataSize.ofMegabytes(5));
    }

    private static TopicProperties creating() {
        return new TopicProperties(true, (short) -1, Duration.ofSeconds(60), Map.of(), Map.of());
    }

    private static TopicProperties checking() {
        return new TopicProperties(false, (short) -1, Duration.ofSeconds(60), Map.of(), Map.of());
    }

    private static void create(String topic, int partitions, Map<String, String> configs)
            throws ExecutionException, InterruptedException {
        admin.createTopics(
                        List.of(new NewTopic(topic, Optional.of(partitions), Optional.<Short>empty()).configs(configs)))
                .all()
                .get();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> admin.listTopics().names().get().contains(topic));
    }

    private static int partitions(String topic) throws ExecutionException, InterruptedException {
        var topics = admin.describeTopics(List.of(topic)).allTopicNames().get();
        return Objects.requireNonNull(topics.get(topic)).partitions().size();
    }

    private static String config(String topic, String name) throws ExecutionException, InterruptedException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var configs = admin.describeConfigs(List.of(resource)).all().get();
        return Objects.requireNonNull(configs.get(resource)).get(name).value();
    }
}

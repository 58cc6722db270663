package io.bisync.basic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.kafka.SharedKafka;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** The index of dead letters over real topics, and what is decided about them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LetterIT {

    private static final String KAFKA = SharedKafka.broker().bootstrapServers();
    private static final String OURS = "erp.mill.order-dlt";
    private static final String THEIRS = "mill.erp.order.change.v1-dlt";
    private static final String HANDLED = "mill.work-dlt";

    /** The broker is other tests' too, with letters of their own. */
    private static final String MILLS = "/api/dead-letters?source=mill";

    private static final Admin ADMIN = Admin.create(Map.of("bootstrap.servers", KAFKA));
    private static BasicServer server;

    @BeforeAll
    static void start() throws Exception {
        ADMIN.createTopics(List.of(
                        new NewTopic(OURS, 2, (short) 1).configs(Map.of("retention.ms", "86400000")),
                        new NewTopic(THEIRS, 1, (short) 1),
                        new NewTopic(HANDLED, 1, (short) 1)))
                .all()
                .get();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", KAFKA),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(letter(OURS, 0, "7:1", "{\"o_id\":1}", "mill.order", "BI-TABLE-05"))
                    .get();
            producer.send(letter(OURS, 0, "8:2", "{\"o_id\":2}", "mill.order", "BI-TABLE-05"))
                    .get();
            producer.send(letter(OURS, 1, "7:3", "{\"o_id\":3}", "mill.order", "BI-LOAD-05"))
                    .get();
            producer.send(letter(THEIRS, 0, "t1:4", "{\"phone\":\"13800000000\"}", "mill.order", "BI-TABLE-05"))
                    .get();
            producer.send(new ProducerRecord<>(HANDLED, "k".getBytes(UTF_8), "v".getBytes(UTF_8)))
                    .get();
        }
        server = BasicServer.onKafka();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> letters(MILLS).size() == 4
                        && letters("/api/dead-letters?topic=" + HANDLED).size() == 1);
    }

    @AfterAll
    static void stop() {
        ADMIN.close();
    }

    @Test
    @Order(1)
    void lettersAreFoundByWhatTheirHeadersSay() {
        var one = letters(MILLS + "&account=7&code=BI-LOAD-05").get(0);
        assertThat(one.path("topic").asString()).isEqualTo(OURS);
        assertThat(one.path("partition").asInt()).isEqualTo(1);
        assertThat(one.path("originalTopic").asString()).isEqualTo("erp.mill.order");
        assertThat(one.path("originalPartition").asInt()).isEqualTo(1);
        assertThat(one.path("originalOffset").asLong()).isEqualTo(77);
        assertThat(one.path("entity").asString()).isEqualTo("order");
        assertThat(one.path("bytes").asInt()).isEqualTo(10);
        assertThat(one.path("run").asLong()).isEqualTo(12);
        assertThat(one.path("attempts").asInt()).isEqualTo(2);
        assertThat(one.path("state").asString()).isEqualTo("OPEN");
        assertThat(letters(MILLS + "&account=t1").size()).isEqualTo(1);

        var page = administrator().get(MILLS + "&limit=3").json();
        assertThat(page.path("letters").size()).isEqualTo(3);
        assertThat(letters(MILLS + "&before=" + page.path("next").asLong()).size())
                .isEqualTo(1);

        var handled = letters("/api/dead-letters?topic=" + HANDLED).get(0);
        assertThat(handled.path("source").isNull()).isTrue();
        assertThat(handled.path("code").asString()).isEqualTo("unknown");
    }

    @Test
    @Order(2)
    void causesAreCounted() {
        var causes = administrator()
                .get("/api/dead-letters/causes?source=mill")
                .json()
                .path("causes");
        assertThat(causes.size()).isEqualTo(2);
        assertThat(causes.get(0).path("code").asString()).isEqualTo("BI-TABLE-05");
        assertThat(causes.get(0).path("letters").asLong()).isEqualTo(3);
        assertThat(causes.get(0).path("accounts").asLong()).isEqualTo(3);
    }

    @Test
    @Order(3)
    void aLetterOfOursIsShownAndOneThatAnErpWroteIsNot() {
        var ours = administrator()
                .get("/api/dead-letters/"
                        + letters(MILLS + "&account=8").get(0).path("id").asLong());
        assertThat(ours.json().path("value").asString()).isEqualTo("{\"o_id\":2}");
        assertThat(ours.json().at("/headers/bi-error-code").asString()).isEqualTo("BI-TABLE-05");
        assertThat(ours.json().at("/headers/kafka_dlt-original-offset").asString())
                .isEqualTo("77");

        var theirs = administrator()
                .get("/api/dead-letters/"
                        + letters(MILLS + "&account=t1").get(0).path("id").asLong());
        assertThat(theirs.status()).isEqualTo(200);
        assertThat(theirs.json().path("value").isNull()).isTrue();
        assertThat(theirs.json().toString()).doesNotContain("13800000000");

        assertThat(administrator().get("/api/dead-letters/1000000").code()).isEqualTo("BI-BASIC-57");
    }

    @Test
    @Order(3)
    void whatAnErpWroteIsReadByInspectorsAloneAndTheAuditSaysByWhom() {
        var id = letters(MILLS + "&account=t1").get(0).path("id").asLong();
        var original = "/api/dead-letters/" + id + "/original";

        assertThat(administrator().get(original).status()).isEqualTo(403);
        assertThat(server.caller("VIEWER").get(original).status()).isEqualTo(403);
        var inspector = server.caller("INSPECTOR");
        assertThat(inspector.get(original).text()).isEqualTo("{\"phone\":\"13800000000\"}");

        assertThat(inspector.get(MILLS).status()).as("whatever others read").isEqualTo(200);
        var audited =
                server.caller("VIEWER").get("/api/audit?object=letter%20" + id).json();
        assertThat(audited.toString()).contains("letter.read").doesNotContain("13800000000");
    }

    @Test
    @Order(4)
    void whatIsDecidedIsKeptAndAuditedAndOutlivesTheIndex() {
        var decision =
                "{\"filter\":{\"source\":\"mill\",\"code\":\"BI-TABLE-05\",\"account\":\"7\"},\"state\":\"DISCARDED\",\"reason\":\"a"
                        + " test order\"}";
        assertThat(administrator()
                        .post("/api/dead-letters/decisions", decision)
                        .json()
                        .path("letters")
                        .asInt())
                .isEqualTo(1);
        assertThat(administrator()
                        .post("/api/dead-letters/decisions", decision)
                        .json()
                        .path("letters")
                        .asInt())
                .as("decided already")
                .isZero();
        assertThat(administrator()
                        .post("/api/dead-letters/decisions", "{\"state\":\"DISCARDED\",\"reason\":\"all of them\"}")
                        .code())
                .isEqualTo("BI-BASIC-02");
        assertThat(administrator()
                        .post("/api/dead-letters/decisions", decision.replace("DISCARDED", "SENT"))
                        .code())
                .as("only a run sends")
                .isEqualTo("BI-BASIC-02");
        assertThat(server.caller("VIEWER")
                        .post("/api/dead-letters/decisions", decision)
                        .status())
                .isEqualTo(403);
        assertThat(server.rows("SELECT action FROM basic.audit WHERE action = 'letters.decide'"))
                .hasSize(2);

        server.runScheduledTasks();
        assertThat(letters(MILLS + "&state=OPEN").size()).isEqualTo(3);

        assertThat(administrator().post("/api/dead-letters/index/rebuild", "").status())
                .isEqualTo(202);
        var discarded = letters(MILLS + "&state=DISCARDED").get(0);
        assertThat(discarded.path("decision").asString()).isEqualTo("a test order");
        assertThat(discarded.path("decidedBy").asString()).contains("administrator");
    }

    @Test
    @Order(5)
    void whatATopicHasLostIsNoLetterAnyMore() throws Exception {
        ADMIN.deleteRecords(Map.of(new TopicPartition(OURS, 0), RecordsToDelete.beforeOffset(1)))
                .all()
                .get();
        server.runScheduledTasks();
        assertThat(letters(MILLS + "&topic=" + OURS).size()).isEqualTo(2);

        var letter = letters(MILLS + "&state=OPEN&topic=" + OURS).get(0);
        assertThat(Instant.parse(letter.path("keptUntil").asString()))
                .as("the topic keeps a day")
                .isEqualTo(Instant.parse(letter.path("setAsideAt").asString()).plus(Duration.ofDays(1)));
        assertThat(administrator()
                        .get("/api/dead-letters/causes?source=mill&topic=" + OURS)
                        .json()
                        .at("/causes/0/keptUntil")
                        .isNull())
                .isFalse();
        server.runScheduledTasks();
        assertThat(server.gauge(
                        "bi.letters.open.left",
                        "source",
                        "mill",
                        "entity",
                        "order",
                        "code",
                        letter.path("code").asString()))
                .isNotNaN();
    }

    private static JsonNode letters(String path) {
        return administrator().get(path).json().path("letters");
    }

    private static Caller administrator() {
        return server.administrator();
    }

    private static ProducerRecord<byte[], byte[]> letter(
            String topic, int partition, String key, String value, String entity, String code) {
        var letter = new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), value.getBytes(UTF_8));
        letter.headers()
                .add("kafka_dlt-original-topic", topic.replace("-dlt", "").getBytes(UTF_8))
                .add(
                        "kafka_dlt-original-partition",
                        ByteBuffer.allocate(4).putInt(partition).array())
                .add(
                        "kafka_dlt-original-offset",
                        ByteBuffer.allocate(8).putLong(77).array())
                .add("bi-error-code", code.getBytes(UTF_8))
                .add("bi-error-reason", "It does not fit".getBytes(UTF_8))
                .add("bi-run", "12".getBytes(UTF_8))
                .add("bi-attempts", "2".getBytes(UTF_8))
                .add("bi-entity", entity.getBytes(UTF_8));
        return letter;
    }
}

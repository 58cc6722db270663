package io.bisync.basic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.MovableClock;
import io.bisync.kafka.SharedKafka;
import io.bisync.run.Ledger;
import io.bisync.run.OffsetRange;
import io.bisync.run.RunKind;
import io.bisync.run.RunRequest;
import io.bisync.run.RunSignal;
import io.bisync.run.RunStatus;
import io.bisync.run.Runs;
import io.bisync.run.StretchContract;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.JsonNode;

/** Runs over what Kafka has: planned by the brokers' word, handed out as stretches, under the contract of those, over REST. */
class ReplayIT extends StretchContract {

    private static final String KAFKA = SharedKafka.broker().bootstrapServers();
    private static final String LIVE = "leke.again.change.v1";
    private static final String HISTORY = "erp.leke.again.history";

    /** Before the clock of the server. */
    private static final long LONG_AGO = Instant.parse("2026-10-29T00:00:00Z").toEpochMilli();

    private static final long DAY = 86_400_000;

    private static final BasicServer SERVER = BasicServer.onKafka();
    private static final Caller SERVICE = SERVER.caller("SERVICE");
    private static final AnnotationConfigApplicationContext SERVICES = SERVER.client("SERVICE");
    private static final AnnotationConfigApplicationContext JOBS = SERVER.client("JOB");
    private static final Admin ADMIN = Admin.create(Map.of("bootstrap.servers", KAFKA));
    private static final KafkaProducer<byte[], byte[]> PRODUCER = new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", KAFKA), new ByteArraySerializer(), new ByteArraySerializer());

    @BeforeAll
    static void publish() throws Exception {
        ADMIN.createTopics(List.of(
                        new NewTopic(LIVE, 3, (short) 1),
                        new NewTopic(HISTORY, 1, (short) 1),
                        new NewTopic(TOPIC, 2, (short) 1)))
                .all()
                .get();
        for (var day = 0; day < 3; day++) {
            publish(LIVE, 0, LONG_AGO + day * DAY);
        }
        publish(LIVE, 1, LONG_AGO + DAY);
        publish(HISTORY, 0, LONG_AGO + 2 * DAY);
        for (var record = 0; record < RECORDS; record++) {
            publish(TOPIC, 0, LONG_AGO);
            publish(TOPIC, 1, LONG_AGO);
        }
        SERVICE.put("/api/sources/leke/loadable", """
            {"entities": [{"entity": "again", "topic": "%s", "historyTopic": "%s", "windows": {}},
                {"entity": "plain", "topic": "leke.plain.v1", "historyTopic": null, "windows": {}},
                {"entity": "stretched", "topic": "%s", "historyTopic": "erp.leke.stretched.history", "windows": {}}]}\
            """.formatted(LIVE, HISTORY, TOPIC));
    }

    @AfterAll
    static void stop() {
        SERVICES.close();
        JOBS.close();
        PRODUCER.close();
        ADMIN.close();
    }

    @AfterEach
    void theClientKeepsToTheContract() {
        Exchanges.check();
    }

    @Test
    void aReplayIsAStretchOfEveryPartitionAndItsEndIsFixedWhenItIsPlanned() throws Exception {
        var run = begin("\"entities\": [\"again\"]");
        publish(LIVE, 1, LONG_AGO + 3 * DAY);

        var slices =
                administrator().get("/api/runs/%d/slices".formatted(run)).json().path("slices");
        assertThat(slices.valueStream().map(it -> it.path("place").asString()))
                .containsExactly(LIVE + "-0 from 0 to 3", LIVE + "-1 from 0 to 1", HISTORY + "-0 from 0 to 1");
        assertThat(slices.get(0).path("kind").asString()).isEqualTo("REPLAY");
        cancel(run);
    }

    @Test
    void aTimeIsCutOutOfEveryPartition() {
        var plan = plan("\"from\": \"2026-10-30T08:00\", \"to\": \"2026-10-31T08:00\"");
        assertThat(plan.path("rows").asLong()).isEqualTo(2);
        assertThat(plan.path("calls").asLong()).isZero();
        assertThat(plan.path("slices").asInt()).isEqualTo(2);
        var part = plan.path("parts").get(0);
        assertThat(part.path("account").isNull()).isTrue();
        assertThat(part.path("kept").isNull()).as("nothing is lost").isTrue();
        assertThat(plan("\"from\": \"2026-10-31T09:00\"").path("slices").asInt())
                .isZero();
    }

    @Test
    void offsetsAreOfOneTopicAndHaveToBeThere() {
        var plan =
                plan("\"topic\": \"%s\", \"offsets\": [{\"partition\": 0, \"from\": 1, \"to\": null}]".formatted(LIVE));
        assertThat(plan.path("rows").asLong()).isEqualTo(2);

        assertThat(refusal("\"offsets\": [{\"partition\": 0, \"from\": 1, \"to\": null}]"))
                .isEqualTo("BI-BASIC-02");
        for (var wrong :
                List.of("{\"partition\": 0, \"from\": 1, \"to\": 9}", "{\"partition\": 7, \"from\": 0, \"to\": 1}")) {
            assertThat(refusal("\"topic\": \"%s\", \"offsets\": [%s]".formatted(LIVE, wrong)))
                    .isEqualTo("BI-BASIC-02");
        }
        assertThat(refusal("\"topic\": \"somebody.elses\"")).isEqualTo("BI-BASIC-61");
        assertThat(refusal("\"entities\": [\"plain\"]")).isEqualTo("BI-BASIC-60");
        assertThat(refusal("\"accounts\": [\"nobody\"]")).isEqualTo("BI-BASIC-01");
    }

    @Test
    void stretchesAreHandedOutOneOfAPartitionAtATime() {
        var first = begin("\"topic\": \"%s\"".formatted(LIVE));
        var second = begin("\"topic\": \"%s\", \"dry\": true".formatted(LIVE));
        var claimed = claim("a", 10, "");
        assertThat(claimed.size()).isEqualTo(2);
        var slice = claimed.get(0);
        assertThat(slice.path("run").asLong()).isEqualTo(first);
        assertThat(slice.path("window").isNull()).isTrue();
        assertThat(slice.at("/stretch/topic").asString()).isEqualTo(LIVE);
        assertThat(slice.at("/stretch/topicId").asString()).hasSize(22);
        assertThat(claim("b", 10, "").size()).as("its partitions are taken").isZero();

        var next = claim("a", 10, """
            {"slice": %d, "fence": %d, "state": "COMPLETE", "progress": {"cursor": null, "rows": 3, "expected": 3,
                "calls": 0, "bytes": 9, "ends": [], "found": []}, "code": null, "detail": null, "pause": null}\
            """.formatted(
                        slice.path("id").asLong(), slice.path("fence").asLong()));
        assertThat(next.valueStream().map(it -> it.path("kind").asString())).contains("REHEARSAL");
        cancel(first);
        cancel(second);
    }

    @Test
    void whatKafkaHasLostIsTold() throws Exception {
        var topic = "leke.forgotten.v1";
        ADMIN.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        for (var day = 0; day < 3; day++) {
            publish(topic, 0, LONG_AGO + day * DAY);
        }
        ADMIN.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(2)))
                .all()
                .get();
        offer("jushuitan", topic);
        var plan =
                administrator().post("/api/runs/plan", request("jushuitan", "")).json();
        assertThat(plan.at("/parts/0/kept").asString()).isEqualTo("2026-10-31T00:00:00Z");
        assertThat(plan.path("rows").asLong()).isEqualTo(1);
        assertThat(administrator()
                        .post("/api/runs/plan", request("jushuitan", "\"from\": \"2026-10-31T09:00\""))
                        .json()
                        .at("/parts/0/kept")
                        .isNull())
                .as("what is wanted is there")
                .isTrue();
    }

    @Override
    protected Ledger ledger() {
        return SERVICES.getBean(Ledger.class);
    }

    @Override
    protected MovableClock clock() {
        return SERVER.clock();
    }

    @Override
    protected long begin(List<Integer> partitions) {
        var ranges = partitions.stream().map(it -> new OffsetRange(it, 0, null)).toList();
        var request = new RunRequest(
                RunKind.REPLAY, SOURCE, List.of(), List.of(), null, null, false, null, null, null, TOPIC, ranges, null);
        return runs().begin(UUID.randomUUID().toString(), request).id();
    }

    @Override
    protected void signal(long run, RunSignal signal) {
        runs().signal(run, signal, "because of a test");
    }

    @Override
    protected RunStatus status(long run) {
        return runs().status(run);
    }

    private static Runs runs() {
        return JOBS.getBean(Runs.class);
    }

    private static void offer(String source, String topic) {
        assertThat(SERVICE.put("/api/sources/%s/loadable".formatted(source), """
            {"entities": [{"entity": "again", "topic": "%s", "historyTopic": "%s", "windows": {}}]}\
            """.formatted(topic, HISTORY + ".none"))
                        .status())
                .isEqualTo(204);
    }

    private static void publish(String topic, int partition, long at) throws Exception {
        PRODUCER.send(new ProducerRecord<>(topic, partition, at, "t1:1".getBytes(UTF_8), "{}".getBytes(UTF_8)))
                .get();
    }

    private static JsonNode plan(String more) {
        return administrator().post("/api/runs/plan", request("leke", more)).json();
    }

    private static String refusal(String more) {
        return administrator().post("/api/runs/plan", request("leke", more)).code();
    }

    private static long begin(String more) {
        return administrator()
                .post("/api/runs", request("leke", more))
                .json()
                .path("id")
                .asLong();
    }

    private static void cancel(long run) {
        administrator().post("/api/runs/%d/signals".formatted(run), "{\"signal\": \"CANCEL\", \"reason\": \"a test\"}");
    }

    private static JsonNode claim(String holder, int most, String held) {
        return SERVICE.post("/api/sources/leke/slices", """
            {"holder": "%s", "ttl": "PT30S", "most": %d, "held": [%s]}\
            """.formatted(holder, most, held))
                .json()
                .path("slices");
    }

    private static String request(String source, String more) {
        var rest = more.isEmpty() ? "" : ", " + more;
        return "{\"kind\": \"REPLAY\", \"source\": \"%s\"%s%s%s, \"again\": false%s}"
                .formatted(
                        source,
                        more.contains("\"accounts\"") ? "" : ", \"accounts\": []",
                        more.contains("\"entities\"") ? "" : ", \"entities\": []",
                        "",
                        rest);
    }

    private static Caller administrator() {
        return SERVER.administrator();
    }
}

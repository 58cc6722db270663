package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.kafka.SharedKafka;
import io.bisync.listener.decision.ListenerDecision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators decide of listeners, and where their groups read on, with a real broker. */
class ListenerIT {

    private static final String KAFKA = SharedKafka.broker().bootstrapServers();
    private static final BasicServer SERVER =
            BasicServer.start("listeners", Map.of("spring.kafka.bootstrap-servers", KAFKA));
    private static final Admin ADMIN = Admin.create(Map.of("bootstrap.servers", KAFKA));
    private static final AtomicInteger SERVICES = new AtomicInteger();
    private static final String TOPIC = "erp.mill.order";
    private static final TopicPartition ORDERS = new TopicPartition(TOPIC, 0);
    private static final String AT = "\"to\":\"OFFSET\",\"offset\":%d,\"topic\":\"erp.mill.order\",\"partition\":0";
    private static final String END = "\"to\":\"END\"";
    private static final String PAUSE = "{\"state\":\"PAUSED\",\"reason\":\"a test\"}";
    private static final String STOP = "{\"state\":\"STOPPED\",\"reason\":\"a test\"}";
    private static final String RUN = "{\"state\":\"RUNNING\",\"reason\":\"a test\"}";

    private final Caller administrator = SERVER.administrator();
    private final Caller service = SERVER.caller("SERVICE");
    private final String name = "mill-" + SERVICES.incrementAndGet();
    private final String orders = "/api/listeners/" + name + "/orders";
    private final String parcels = "/api/listeners/" + name + "/parcels";

    @BeforeAll
    static void start() throws Exception {
        ADMIN.createTopics(List.of(
                        // Its records are of 1970: the broker would delete them as soon as it looks.
                        new NewTopic(TOPIC, 2, (short) 1).configs(Map.of("retention.ms", "-1")),
                        new NewTopic("erp.mill.sales", 1, (short) 1),
                        new NewTopic(ListenerDecision.TOPIC, 1, (short) 1)
                                .configs(Map.of("cleanup.policy", "compact"))))
                .all()
                .get();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", KAFKA), new StringSerializer(), new StringSerializer())) {
            for (var i = 0; i < 10; i++) {
                producer.send(new ProducerRecord<>(TOPIC, 0, 1_000L * i, "k", "v" + i))
                        .get();
            }
        }
    }

    @AfterAll
    static void stop() {
        ADMIN.close();
        SERVER.close();
    }

    @BeforeEach
    void reported() {
        report("a", listener("orders", "LOADING"), listener("worker", "SHARED"), listener("parcels", "LANES"));
    }

    @Test
    void whatThePodsReportIsListedByListenerAndForgottenWithThem() {
        report("b", listener("orders", "LOADING"));

        var known = administrator.get(orders);
        assertThat(known.response().headers().firstValue("ETag")).contains("\"0\"");
        assertThat(known.json().path("kind").asString()).isEqualTo("LOADING");
        assertThat(known.json().path("decision").isNull()).isTrue();
        assertThat(known.json().path("pods").size()).isEqualTo(2);
        assertThat(known.json().at("/pods/0/status/partitions/0/lag").asLong()).isEqualTo(2);
        assertThat(listed()).containsExactly("orders", "parcels", "worker");

        SERVER.clock().advance(Duration.ofMinutes(2));
        assertThat(administrator.get(orders).json().path("pods").isEmpty()).isTrue();
        SERVER.clock().advance(Duration.ofDays(2));
        SERVER.runScheduledTasks();
        assertThat(listed()).containsExactly("orders", "parcels", "worker");
    }

    @Test
    void aDecisionIsKeptAuditedAndToldAsAWhole() {
        assertThat(administrator.put(orders, PAUSE).json().path("version").asLong())
                .isEqualTo(1);
        var more = administrator.put(
                orders, "{\"settings\":{\"concurrency\":null},\"reason\":\"more\"}", "If-Match", "\"1\"");
        assertThat(more.status()).isEqualTo(200);
        assertThat(more.json().path("state").asString()).isEqualTo("PAUSED");
        assertThat(administrator.etag(orders)).isEqualTo("\"2\"");

        await("the events").until(() -> told("orders").size() == 2);
        assertThat(told("orders").getFirst().path("reason").asString()).isEqualTo("a test");
        var last = told("orders").getLast();
        assertThat(last.path("state").asString()).isEqualTo("PAUSED");
        assertThat(last.path("reason").asString()).isEqualTo("more");
        assertThat(last.path("by").asString()).contains("administrator");
        assertThat(SERVER.rows("SELECT action FROM basic.audit WHERE object = 'listener %s/orders'".formatted(name)))
                .containsExactly("listener.decide", "listener.decide");
    }

    @Test
    void whoWantsMoreToHappenSaysWhatWasRead() {
        assertThat(administrator.put(orders, STOP).status()).isEqualTo(200);

        assertThat(administrator.put(orders, RUN).code()).isEqualTo("BI-BASIC-18");
        assertThat(administrator.put(orders, RUN, "If-Match", "\"7\"").code()).isEqualTo("BI-BASIC-14");
        assertThat(administrator.put(orders, RUN, "If-Match", "\"1\"").status()).isEqualTo(200);
        assertThat(administrator.put(orders, STOP).json().path("version").asLong())
                .isEqualTo(3);
    }

    @Test
    void aTopicIsPausedByItself() {
        var topic = orders + "/topics/" + TOPIC;
        assertThat(administrator.put(topic, PAUSE).status()).isEqualTo(200);

        var known = administrator.get(orders).json();
        assertThat(known.path("decision").isNull()).isTrue();
        assertThat(known.path("topicDecisions").path(TOPIC).path("state").asString())
                .isEqualTo("PAUSED");
        assertThat(administrator.put(topic, STOP).code()).isEqualTo("BI-BASIC-02");
        assertThat(administrator.put(orders + "/topics/erp.mill.ordre", PAUSE).code())
                .isEqualTo("BI-BASIC-27");
        await("the event").until(() -> told("orders/" + TOPIC).size() == 1);
    }

    @Test
    void whatCannotBeObeyedIsRefusedWithTheReason() {
        var worker = "/api/listeners/" + name + "/worker";
        var paused = administrator.put(worker, PAUSE);
        assertThat(paused.code()).isEqualTo("BI-BASIC-28");
        assertThat(paused.text()).contains("A share group cannot be paused, only stopped");
        assertThat(administrator.put(worker, STOP).status()).isEqualTo(200);

        assertThat(set(orders, "\"concurrency\":2").code()).isEqualTo("BI-BASIC-28");
        assertThat(set(orders, "\"attempts\":2").code()).isEqualTo("BI-BASIC-28");
        assertThat(set(orders, "\"workers\":2").code()).isEqualTo("BI-BASIC-28");
        assertThat(set(parcels, "\"workers\":0").code()).isEqualTo("BI-BASIC-02");
        assertThat(set(parcels, "\"workers\":8,\"attempts\":2,\"concurrency\":2")
                        .status())
                .isEqualTo(200);
        assertThat(administrator.put(orders + "s", STOP).code()).isEqualTo("BI-BASIC-27");
        assertThat(administrator.put(orders, "{\"state\":\"PAUSED\"}").code()).isEqualTo("BI-BASIC-02");
        assertThat(administrator.put(orders, "{\"reason\":\"none\"}").code()).isEqualTo("BI-BASIC-02");
        assertThat(service.put(orders, STOP).status()).isEqualTo(403);
    }

    @Test
    void aHandlerIsMovedWhereItIsSentOnceItIsStopped() throws Exception {
        assertThat(move("parcels", END).code()).isEqualTo("BI-BASIC-29");
        assertThat(administrator.put(parcels, STOP).status()).isEqualTo(200);

        var dry = move("parcels", END, true);
        assertThat(dry.json().path("partitions").size()).isEqualTo(3);
        var first = dry.json().path("partitions").path(0);
        assertThat(first.path("from").asLong()).isZero();
        assertThat(first.path("to").asLong()).isEqualTo(10);
        assertThat(first.path("records").asLong()).isEqualTo(10);
        assertThat(committed("parcels")).isEmpty();

        assertThat(move("parcels", END).json().path("dryRun").asBoolean()).isFalse();
        assertThat(committed("parcels")).containsEntry(ORDERS, 10L);
        assertThat(move("parcels", "\"to\":\"TIME\",\"time\":\"1970-01-01T00:00:06.500Z\"")
                        .status())
                .isEqualTo(200);
        assertThat(committed("parcels"))
                .containsEntry(ORDERS, 7L)
                .containsEntry(new TopicPartition("erp.mill.sales", 0), 0L);
        assertThat(move("parcels", AT.formatted(3))
                        .json()
                        .at("/partitions/0/records")
                        .asLong())
                .isEqualTo(-4);
        assertThat(committed("parcels")).containsEntry(ORDERS, 3L);
        assertThat(move("parcels", "\"to\":\"BEGINNING\"").status()).isEqualTo(200);
        assertThat(committed("parcels")).containsEntry(ORDERS, 0L);

        assertThat(move("parcels", AT.formatted(11)).code()).isEqualTo("BI-BASIC-02");
        assertThat(move("parcels", "\"to\":\"OFFSET\",\"offset\":3").code()).isEqualTo("BI-BASIC-02");
        assertThat(move("parcels", "\"to\":\"TIME\"").code()).isEqualTo("BI-BASIC-02");
        assertThat(move("parcels", END + ",\"topic\":\"erp.mill.ordre\"").code())
                .isEqualTo("BI-BASIC-27");
        assertThat(SERVER.rows("SELECT object FROM basic.audit WHERE action = 'listener.move'"))
                .filteredOn(("listener " + name + "/parcels")::equals)
                .hasSize(4);
        assertThat(skipped()).isEmpty();
    }

    @Test
    void aGroupWithAMemberIsNotMoved() {
        assertThat(administrator.put(parcels, STOP).status()).isEqualTo(200);
        try (var consumer = consumer(Map.of("group.id", name + ".parcels"))) {
            consumer.subscribe(List.of(TOPIC));
            await("the member").until(() -> {
                consumer.poll(Duration.ofMillis(100));
                return !consumer.assignment().isEmpty();
            });

            var refused = move("parcels", END);
            assertThat(refused.code()).isEqualTo("BI-BASIC-29");
            assertThat(refused.text()).contains("still has 1 members");
        }
    }

    @Test
    void whoeverLoadsGoesForwardOnlyAndWhatItSkipsIsKept() throws Exception {
        assertThat(administrator.put(orders, STOP).status()).isEqualTo(200);
        var note = "bi1 topic=abc epoch=0 to=6 at=1 shape=f records=2 sum=1";
        ADMIN.alterConsumerGroupOffsets(name + ".orders", Map.of(ORDERS, new OffsetAndMetadata(4, note)))
                .all()
                .get();

        var back = move("orders", AT.formatted(3));
        assertThat(back.code()).isEqualTo("BI-BASIC-30");
        assertThat(back.text()).contains("it would load nothing and say nothing");
        assertThat(move("orders", AT.formatted(5)).code()).isEqualTo("BI-BASIC-30");
        assertThat(committed("orders")).containsEntry(ORDERS, 4L);
        assertThat(skipped()).isEmpty();

        assertThat(move("orders", AT.formatted(8)).status()).isEqualTo(200);
        assertThat(committed("orders")).containsEntry(ORDERS, 8L);
        assertThat(skipped()).singleElement().satisfies(it -> {
            assertThat(it.path("from").asLong()).isEqualTo(4);
            assertThat(it.path("to").asLong()).isEqualTo(8);
            assertThat(it.path("reason").asString()).isEqualTo("a test");
            assertThat(it.path("by").asString()).contains("administrator");
        });
    }

    @Test
    void aShareGroupIsMovedToo() throws Exception {
        assertThat(administrator.put("/api/listeners/" + name + "/worker", STOP).status())
                .isEqualTo(200);

        var moved = move("worker", AT.formatted(5));
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        var group = name + ".worker";
        assertThat(ADMIN.listShareGroupOffsets(
                                Map.of(group, new ListShareGroupOffsetsSpec().topicPartitions(List.of(ORDERS))))
                        .partitionsToOffsetInfo(group)
                        .get())
                .hasEntrySatisfying(ORDERS, it -> assertThat(it.startOffset()).isEqualTo(5));
    }

    private Caller.Answer move(String listener, String to) {
        return move(listener, to, false);
    }

    private Caller.Answer move(String listener, String to, boolean dryRun) {
        return administrator.post(
                "/api/listeners/" + name + "/" + listener + "/position",
                "{%s,\"dryRun\":%s,\"reason\":\"a test\"}".formatted(to, dryRun));
    }

    private Caller.Answer set(String listener, String settings) {
        return administrator.put(
                listener, "{\"settings\":{%s},\"reason\":\"a test\"}".formatted(settings), "If-Match", "\"0\"");
    }

    private Map<TopicPartition, Long> committed(String listener) throws Exception {
        return ADMIN
                .listConsumerGroupOffsets(name + "." + listener)
                .partitionsToOffsetAndMetadata()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().offset()));
    }

    private List<JsonNode> skipped() {
        return administrator
                .get("/api/listeners/skipped")
                .json()
                .path("skipped")
                .valueStream()
                .filter(it -> it.path("service").asString().equals(name))
                .toList();
    }

    private List<String> listed() {
        return administrator
                .get("/api/listeners")
                .json()
                .path("listeners")
                .valueStream()
                .filter(it -> it.path("service").asString().equals(name))
                .map(it -> it.path("listener").asString())
                .toList();
    }

    /** What the topic says of a listener. */
    private List<JsonNode> told(String listener) {
        var partition = new TopicPartition(ListenerDecision.TOPIC, 0);
        var told = new ArrayList<JsonNode>();
        try (var consumer = consumer(Map.of("isolation.level", "read_committed"))) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(it -> {
                    if (it.key().equals(name + "/" + listener)) {
                        told.add(JsonMapper.shared().readTree(it.value()));
                    }
                });
            }
        }
        return told;
    }

    private static KafkaConsumer<String, String> consumer(Map<String, Object> more) {
        var settings = new HashMap<String, Object>(more);
        settings.put("bootstrap.servers", KAFKA);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    private void report(String instance, String... listeners) {
        var answer = service.post("/api/listeners/reports", """
            {"service":"%s","instance":"%s","all":[%s]}\
            """.formatted(name, instance, String.join(",", listeners)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
    }

    private String listener(String id, String kind) {
        return """
            {"id":"%s","kind":"%s","topics":["erp.mill.order","erp.mill.sales"],"group":"%s.%s","state":"RUNNING",
             "reason":null,"by":null,"members":1,"concurrency":1,"partitions":[{"topic":"erp.mill.order","partition":0,
             "position":5,"committed":5,"end":7,"lag":2,"standing":"READS","code":null}],"lastError":null,
             "rebalances":1,"lastRebalance":"2026-11-01T00:00:00Z","recordsPerSecond":0.5}\
            """.formatted(id, kind, name, id);
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(60));
    }
}

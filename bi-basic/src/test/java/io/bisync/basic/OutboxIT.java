package io.bisync.basic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.account.change.AccountChanged;
import io.bisync.basic.outbox.Outbox;
import io.bisync.kafka.SharedKafka;
import io.bisync.local.kafka.LocalKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.transaction.support.TransactionTemplate;

/** Events of account changes: two processes on one database, and a broker that is away when they start. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutboxIT {

    private static final String DATABASE = "outbox";
    private static final String OTHERS = "outbox.others";

    private static LocalKafka kafka;
    private static BasicServer server;
    private static BasicServer other;
    private static Caller administrator;

    @BeforeAll
    static void start() throws Exception {
        kafka = SharedKafka.broker();
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic(AccountChanged.TOPIC, 1, (short) 1), new NewTopic(OTHERS, 1, (short) 1)))
                    .all()
                    .get(60, TimeUnit.SECONDS);
        }
        var proxy = kafka.openProxy();
        var settings = Map.of("spring.kafka.bootstrap-servers", proxy.address());
        proxy.close();
        server = BasicServer.start(DATABASE, settings);
        other = BasicServer.start(DATABASE, settings);
        administrator = server.administrator();
    }

    @AfterAll
    static void stop() {
        other.close();
        server.close();
    }

    @Test
    @Order(1)
    void whileKafkaIsAwayChangesAreServedAndTheirEventsWait() {
        var path = add("waiting");
        assertThat(administrator.disable(path).status()).isEqualTo(200);
        await("a failure that is told")
                .untilAsserted(() -> assertThat(other.logLines()).anyMatch(it -> it.contains("BI-OUT-01")));
        await("a look").until(() -> server.gauge("bi.outbox.waiting") == 2);
        assertThat(health(server)).contains("\"waiting\":2").doesNotContain("BI-OUT-01");

        server.clock().advance(Duration.ofMinutes(2));
        assertThat(health(server)).contains("\"code\":\"BI-OUT-01\"").contains("\"oldestSeconds\":120");
        assertThat(server.gauge("bi.outbox.oldest.age")).isEqualTo(120);
    }

    @Test
    @Order(2)
    void whenKafkaIsBackTheyArePublishedInOrder() {
        // It stays: the processes know no other address.
        kafka.openProxy();
        await("an empty outbox").until(() -> waiting() == 0);
        var events = read(AccountChanged.TOPIC);
        assertThat(events)
                .extracting(OutboxIT::type)
                .containsExactly("io.bisync.account.created", "io.bisync.account.disabled");
        assertThat(events).allSatisfy(it -> {
            assertThat(it.value())
                    .contains("\"source\":\"jushuitan\"", "\"account\":\"%s\"".formatted(it.key()), "\"kind\":\"");
            assertThat(header(it, "ce_specversion")).isEqualTo("1.0");
            assertThat(header(it, "ce_source")).isEqualTo("bi-basic");
            assertThat(header(it, "ce_subject")).isEqualTo(it.key());
        });
        assertThat(events).extracting(it -> header(it, "ce_id")).doesNotHaveDuplicates();
    }

    @Test
    @Order(3)
    void everyChangeOfAnAccountIsToldOnceAndWithoutAnythingSecret() {
        var path = add("told");
        administrator.change(path, "{\"name\":\"Renamed\"}");
        administrator.change(path, "{\"appSecret\":\"a new secret\"}");
        administrator.disable(path);
        administrator.post(path + "/enable", "");
        administrator.disable(path);
        administrator.delete(path + "?reason=test", "If-Match", administrator.etag(path));
        await("an empty outbox").until(() -> waiting() == 0);
        var events = read(AccountChanged.TOPIC);
        assertThat(events.subList(events.size() - 6, events.size()))
                .extracting(OutboxIT::type)
                .containsExactly(
                        "io.bisync.account.changed",
                        "io.bisync.account.credentials.changed",
                        "io.bisync.account.disabled",
                        "io.bisync.account.enabled",
                        "io.bisync.account.disabled",
                        "io.bisync.account.deleted");
        assertThat(events)
                .allSatisfy(it -> assertThat(it.value() + it.headers())
                        .doesNotContain("secret")
                        .doesNotContain("Renamed"));
        assertThat(events).extracting(it -> header(it, "ce_id")).doesNotHaveDuplicates();
    }

    @Test
    @Order(4)
    void aChangeThatIsRolledBackIsNeverTold() {
        var outbox = server.context().getBean(Outbox.class);
        assertThatThrownBy(() -> transaction().executeWithoutResult(_ -> {
                    outbox.add(AccountChanged.TOPIC, "never", "io.bisync.account.created", Map.of());
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        assertThatThrownBy(() -> outbox.add(AccountChanged.TOPIC, "never", "io.bisync.account.created", Map.of()))
                .hasMessageContaining("in the transaction of what it tells of");
        add("after");
        await("an empty outbox").until(() -> waiting() == 0);
        assertThat(read(AccountChanged.TOPIC)).extracting(ConsumerRecord::key).doesNotContain("never");
    }

    @Test
    @Order(5)
    void eventsOfOneKeyAreInTheOrderInWhichTheirTransactionsWereCommitted() throws Exception {
        var outbox = server.context().getBean(Outbox.class);
        var written = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var first = CompletableFuture.runAsync(
                () -> transaction().executeWithoutResult(_ -> {
                    outbox.add(OTHERS, "a", "first", Map.of());
                    written.countDown();
                    pass(goOn);
                }),
                Thread::startVirtualThread);
        pass(written);
        var second = CompletableFuture.runAsync(
                () -> transaction().executeWithoutResult(_ -> outbox.add(OTHERS, "a", "second", Map.of())),
                Thread::startVirtualThread);
        await("the second one to wait")
                .until(() -> !server.rows("SELECT 'waits' FROM pg_locks WHERE NOT granted AND locktype = 'advisory'")
                        .isEmpty());
        transaction().executeWithoutResult(_ -> outbox.add(OTHERS, "b", "another key", Map.of()));
        await("the other key").until(() -> read(OTHERS).size() == 1);
        goOn.countDown();
        first.get(60, TimeUnit.SECONDS);
        second.get(60, TimeUnit.SECONDS);
        await("all").until(() -> read(OTHERS).size() == 3);
        assertThat(read(OTHERS)).extracting(OutboxIT::type).containsExactly("another key", "first", "second");
    }

    @Test
    @Order(6)
    void whatIsPublishedAndNotTakenAwayIsPublishedAgainUnderTheSameId() {
        BasicServer.sql(
                DATABASE,
                "CREATE FUNCTION basic.die() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''killed''; END'",
                "CREATE TRIGGER killed BEFORE DELETE ON basic.outbox EXECUTE FUNCTION basic.die()");
        var path = add("repeated");
        var account = path.substring(path.lastIndexOf('/') + 1);
        await("a repeat").until(() -> ids(account).size() > 1);
        BasicServer.sql(DATABASE, "DROP TRIGGER killed ON basic.outbox");
        await("an empty outbox").until(() -> waiting() == 0);
        assertThat(ids(account).stream().distinct()).hasSize(1);
    }

    @Test
    @Order(7)
    void twoProcessesTellOfEveryChangeOnceAndInOrder() {
        var paths = List.of(add("pod 1"), add("pod 2"));
        for (var change = 0; change < 5; change++) {
            paths.forEach(administrator::disable);
            paths.forEach(it -> other.administrator().post(it + "/enable", ""));
        }
        await("an empty outbox").until(() -> waiting() == 0);
        for (var path : paths) {
            var account = path.substring(path.lastIndexOf('/') + 1);
            assertThat(ids(account)).hasSize(11).doesNotHaveDuplicates();
            var types = read(AccountChanged.TOPIC).stream()
                    .filter(it -> it.key().equals(account))
                    .map(OutboxIT::type)
                    .toList();
            for (var index = 1; index < types.size(); index++) {
                assertThat(types.get(index)).endsWith(index % 2 == 1 ? "disabled" : "enabled");
            }
        }
    }

    private static String add(String name) {
        return administrator
                .post("/api/accounts", """
                        {"source":"jushuitan","name":"%s","appKey":"%s","appSecret":"the secret"}""".formatted(name, name))
                .response()
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private static TransactionTemplate transaction() {
        return server.context().getBean(TransactionTemplate.class);
    }

    private static long waiting() {
        return server.rows("SELECT id FROM basic.outbox").size();
    }

    private static String health(BasicServer which) {
        return which.nobody()
                .at(which.management())
                .get("/actuator/health/dependencies")
                .text();
    }

    private static List<String> ids(String key) {
        return read(AccountChanged.TOPIC).stream()
                .filter(it -> it.key().equals(key))
                .map(it -> header(it, "ce_id"))
                .toList();
    }

    private static String type(ConsumerRecord<String, String> event) {
        return header(event, "ce_type");
    }

    private static String header(ConsumerRecord<String, String> event, String name) {
        return new String(event.headers().lastHeader(name).value(), UTF_8);
    }

    /** Everything on the topic that is committed. */
    private static List<ConsumerRecord<String, String>> read(String topic) {
        var partition = new TopicPartition(topic, 0);
        var events = new ArrayList<ConsumerRecord<String, String>>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(events::add);
            }
        }
        return events;
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(60));
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

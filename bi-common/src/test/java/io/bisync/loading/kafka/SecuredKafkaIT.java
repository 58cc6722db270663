package io.bisync.loading.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.account.ListenerStatus;
import io.bisync.event.EventHeaders;
import io.bisync.event.EventPublisher;
import io.bisync.event.Outgoing;
import io.bisync.event.PublishFailedException;
import io.bisync.event.Transactions;
import io.bisync.listener.ListenersEndpoint;
import io.bisync.loading.range.TinyOrders;
import io.bisync.local.kafka.LocalKafka;
import io.bisync.local.kafka.Security;
import io.bisync.starrocks.http.InMemoryStreamLoad;
import io.bisync.tls.Certificates;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Every kind of client against one broker that asks for TLS and a user. Each step goes on where the one before ended. */
@ExtendWith(OutputCaptureExtension.class)
@TestMethodOrder(OrderAnnotation.class)
class SecuredKafkaIT {

    private static final String USER = "loader";
    private static final String PASSWORD = "word-4711";
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
    private static final List<String> KINDS = List.of("plain", "lanes", "shared");

    private static final InMemoryStreamLoad STAR_ROCKS = new InMemoryStreamLoad();

    private static Certificates certificates;
    private static Path valid;
    private static LocalKafka kafka;
    private static Admin admin;
    private static KafkaProducer<byte[], byte[]> producer;

    @SuppressWarnings("NullAway.Init") // the first step starts it
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        certificates = Certificates.in(folder);
        valid = certificates.valid();
        kafka = LocalKafka.start(
                folder.resolve("kafka"), new Security(valid, Certificates.PASSWORD, Map.of("plain", PASSWORD)));
        Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
        admin = Admin.create(client);
        producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
        STAR_ROCKS.table("ods_tiny_order", "account_id", "id");
        STAR_ROCKS.table("ods_tiny_order_item", "account_id", "id", "item");
    }

    @AfterAll
    static void stop() {
        service.close();
        producer.close();
        admin.close();
        kafka.close();
    }

    @Test
    @Order(1)
    void withAWrongUserTheServiceStartsAndSaysSoAndGoesOnWhenTheUserIsThere(CapturedOutput output) throws Exception {
        service = service(scram("SCRAM-SHA-256"));

        assertThat(broker()).satisfies(health -> {
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails()).containsEntry("code", "BI-KAFKA-01");
        });
        assertThat(health("topicsHealthIndicator").getDetails()).containsEntry("code", "BI-KAFKA-01");
        assertListeners(ListenerStatus.State.WAITING);
        assertThatThrownBy(() -> publish("nothing")).isInstanceOf(PublishFailedException.class);
        assertThat(output).containsOnlyOnce("BI-KAFKA-01 ").doesNotContain(PASSWORD);

        permit(ScramMechanism.SCRAM_SHA_256);
        await("the topics")
                .until(() -> Status.UP.equals(health("topicsHealthIndicator").getStatus()));
        everyClientWorks(1);
        service.close();
    }

    @Test
    @Order(2)
    void aUserThatIsRemovedAndACertificateThatIsOverAreToldByCodeAndAllGoesOnWhenTheyAreMended(CapturedOutput output)
            throws Exception {
        permit(ScramMechanism.SCRAM_SHA_512);
        service = service(scram("SCRAM-SHA-512"));
        everyClientWorks(2);

        admin.alterUserScramCredentials(List.of(new UserScramCredentialDeletion(USER, ScramMechanism.SCRAM_SHA_512)))
                .all()
                .get();
        await("the refusal")
                .until(() -> "BI-KAFKA-01".equals(broker().getDetails().get("code")));
        await("every listener").until(() -> count("bi.listeners.events", "BI-LISTEN-08") >= KINDS.size() + 2);
        assertThatThrownBy(() -> publish("nothing")).isInstanceOf(PublishFailedException.class);

        show(certificates.expired());
        // Who connects anew is refused for the certificate first; who was connected, for the user still.
        await("the certificate")
                .untilAsserted(() -> assertThat(broker().getDetails())
                        .containsEntry("code", "BI-KAFKA-02")
                        .extractingByKey("reason")
                        .asString()
                        .contains("its certificate is over"));

        permit(ScramMechanism.SCRAM_SHA_512);
        show(valid);
        await("the broker").until(() -> Status.UP.equals(broker().getStatus()));
        everyClientWorks(3);
        assertThat(output).doesNotContain(PASSWORD);
    }

    @Test
    @Order(3)
    void aDeadLetterTopicThatMayNotBeWrittenEndsTheStart() throws Exception {
        service.close();
        deny(
                new ResourcePattern(ResourceType.TOPIC, SecuredService.HANDLED + "-dlt", PatternType.LITERAL),
                USER,
                AclOperation.WRITE);

        assertThatThrownBy(() -> service(scram("SCRAM-SHA-512")))
                .hasMessageContainingAll(
                        "BI-TOPIC-08", SecuredService.HANDLED + "-dlt", "may not be written by this user");
    }

    @Test
    @Order(4)
    void whoIsNotVerifiedIsCalledSoLoudlyAndWorksByPlainToo(CapturedOutput output) throws Exception {
        deny(
                new ResourcePattern(ResourceType.GROUP, "secured.shared", PatternType.LITERAL),
                "plain",
                AclOperation.DESCRIBE_CONFIGS);
        service = service(
                "spring.kafka.properties.sasl.mechanism=PLAIN",
                "spring.kafka.properties.sasl.jaas.config=" + jaas(PLAIN, "plain", PASSWORD),
                "spring.kafka.properties.ssl.endpoint.identification.algorithm=");

        assertThat(output).containsOnlyOnce("BI-KAFKA-03 ");
        assertThat(broker().getDetails()).containsEntry("code", "BI-KAFKA-03");
        publish("by PLAIN");
        var heard = service.getBean(SecuredService.Handlers.class).heard;
        await("the others").until(() -> heard.containsAll(List.of("plain by PLAIN", "lanes by PLAIN")));
        await("the word")
                .until(() -> output.getAll()
                        .contains("BI-HANDLE-07 The share group secured.shared cannot be prepared:"
                                + " GroupAuthorizationException"));
        assertThat(heard).doesNotContain("shared by PLAIN");
    }

    /** A new record through each of them. */
    private static void everyClientWorks(int number) throws Exception {
        var value = "record " + number;
        await("publishing").ignoreExceptions().until(() -> {
            publish(value);
            return true;
        });
        producer.send(new ProducerRecord<>(SecuredService.HANDLED, bytes("k"), bytes("poison " + number)))
                .get();
        var order = new ProducerRecord<>(SecuredService.ORDERS, TinyOrders.key(number), TinyOrders.order(number, 1));
        order.headers().add(EventHeaders.ACCOUNT, bytes("7"));
        producer.send(order).get();
        try (var transactions = service.getBean(Transactions.class).takeOver("secured")) {
            transactions.inTransaction(
                    it -> it.send(new ProducerRecord<>(SecuredService.SENT, bytes("k"), bytes("own " + number))));
        }
        var heard = service.getBean(SecuredService.Handlers.class).heard;
        await("handlers of every kind")
                .untilAsserted(() -> assertThat(heard)
                        .containsAll(KINDS.stream().map(it -> it + " " + value).toList()));
        await("the dead letter")
                .untilAsserted(() ->
                        assertThat(values(SecuredService.HANDLED + "-dlt")).contains("poison " + number));
        await("transactions")
                .untilAsserted(() -> assertThat(values(SecuredService.SENT)).contains(value, "own " + number));
        await("loading")
                .untilAsserted(
                        () -> assertThat(STAR_ROCKS.rows("ods_tiny_order")).hasSize(number));
        assertThat(health("decisionsHealthIndicator").getStatus()).isEqualTo(Status.UP);
        assertListeners(ListenerStatus.State.RUNNING);
    }

    private static void assertListeners(ListenerStatus.State state) {
        assertThat(service.getBean(ListenersEndpoint.class).listeners().listeners())
                .hasSize(KINDS.size() + 2)
                .allMatch(it -> it.state() == state);
    }

    /** Forbids this and nothing else: an ACL about something forbids whatever none allows. */
    private static void deny(ResourcePattern what, String user, AclOperation operation) throws Exception {
        admin.createAcls(List.of(
                        new AclBinding(
                                what, new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.DENY)),
                        new AclBinding(
                                what,
                                new AccessControlEntry("User:*", "*", AclOperation.ALL, AclPermissionType.ALLOW))))
                .all()
                .get();
    }

    private static void publish(String value) {
        service.getBean(EventPublisher.class).publish(Outgoing.bytes(SecuredService.HANDLED, bytes("k"), bytes(value)));
    }

    private static void permit(ScramMechanism mechanism) throws Exception {
        admin.alterUserScramCredentials(List.of(
                        new UserScramCredentialUpsertion(USER, new ScramCredentialInfo(mechanism, 4096), PASSWORD)))
                .all()
                .get();
    }

    /** The broker shows another certificate to whoever connects from now on. */
    private static void show(Path keystore) throws Exception {
        var name = "listener.name." + Security.LISTENER.toLowerCase(java.util.Locale.ROOT) + ".ssl.keystore.location";
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.BROKER, "1"),
                        List.of(new AlterConfigOp(new ConfigEntry(name, keystore.toString()), OpType.SET))))
                .all()
                .get();
    }

    private static String[] scram(String mechanism) {
        return new String[] {
            "spring.kafka.properties.sasl.mechanism=" + mechanism,
            "spring.kafka.properties.sasl.jaas.config=" + jaas(SCRAM, USER, PASSWORD)
        };
    }

    private static String jaas(String module, String user, String password) {
        return "%s required username=\"%s\" password=\"%s\";".formatted(module, user, password);
    }

    private static ConfigurableApplicationContext service(String... properties) {
        var all = new ArrayList<>(List.of(
                "spring.application.name=secured",
                "spring.kafka.bootstrap-servers=" + kafka.securedServers(),
                "spring.kafka.security.protocol=SASL_SSL",
                "spring.kafka.ssl.bundle=kafka",
                certificates.trust("kafka"),
                "spring.kafka.listener.auth-exception-retry-interval=300ms",
                "spring.kafka.producer.transaction-id-prefix=secured.here.",
                "spring.kafka.producer.key-serializer=" + ByteArraySerializer.class.getName(),
                "spring.kafka.producer.value-serializer=" + ByteArraySerializer.class.getName(),
                "spring.cloud.nacos.config.enabled=false",
                "spring.cloud.nacos.config.import-check.enabled=false",
                "spring.main.banner-mode=off",
                "spring.lifecycle.timeout-per-shutdown-phase=200s",
                // As packaged.
                "logging.level.org.apache.kafka=warn",
                "logging.level.org.apache.kafka.clients.NetworkClient=off",
                "bi.topics.create=true",
                "bi.topics.patience=5s",
                "bi.kafka.producer[delivery.timeout.ms]=4000",
                "bi.kafka.producer[request.timeout.ms]=3000",
                "bi.kafka.producer[max.block.ms]=4000",
                "bi.handlers.first-retry=5ms",
                "bi.handlers.longest-work=1s",
                "bi.handlers.listeners.exact.delivery=exactly-once",
                "bi.environment=test",
                "bi.starrocks.frontends=http://127.0.0.1:1",
                "bi.starrocks.backends=127.0.0.1:1",
                "bi.starrocks.database=bi",
                "bi.starrocks.username=u",
                "bi.starrocks.password=",
                "bi.privacy.unknown-fields=kept",
                "bi.loading.linger=100ms",
                "bi.loading.first-rest=100ms",
                "bi.loading.longest-rest=1s"));
        all.addAll(List.of(properties));
        return new SpringApplicationBuilder(SecuredService.class)
                .web(WebApplicationType.NONE)
                .initializers(context -> context.getBeanFactory().registerSingleton("streamLoad", STAR_ROCKS))
                .properties(all.toArray(String[]::new))
                .run();
    }

    private static Health broker() {
        return health("brokerHealthIndicator");
    }

    private static Health health(String bean) {
        return Objects.requireNonNull(
                service.getBean(bean, HealthIndicator.class).health());
    }

    private static double count(String meter, String code) {
        var counter = service.getBean(MeterRegistry.class)
                .find(meter)
                .tag("code", code)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private static List<String> values(String topic) {
        var partition = new TopicPartition(topic, 0);
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            var values = new ArrayList<String>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(it -> values.add(new String(it.value(), UTF_8)));
            }
            return values;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200));
    }
}

package io.bisync.jushuitan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.ControlPlane;
import io.bisync.account.Credentials;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.account.KnownTokens;
import io.bisync.account.PushDoor;
import io.bisync.event.EventHeaders;
import io.bisync.jushuitan.catalogue.Entities;
import io.bisync.loading.PlausibleVersions;
import io.bisync.loading.freshness.StatusTables;
import io.bisync.local.jushuitan.JushuitanSimulator;
import io.bisync.local.jushuitan.MerchantAccount;
import io.bisync.local.jushuitan.MerchantSettings;
import io.bisync.local.jushuitan.SimulatorSettings;
import io.bisync.local.jushuitan.api.Fault;
import io.bisync.local.jushuitan.control.PushSender;
import io.bisync.local.jushuitan.field.Defect;
import io.bisync.local.jushuitan.merchant.Merchant;
import io.bisync.local.kafka.LocalKafka;
import io.bisync.local.meters.Scrape;
import io.bisync.local.postgres.LocalPostgres;
import io.bisync.local.stack.MerchantsBrowser;
import io.bisync.local.starrocks.StandInSettings;
import io.bisync.local.starrocks.StarRocksStandIn;
import io.bisync.operations.ScheduledTasks;
import io.bisync.run.InMemoryLedger;
import io.bisync.run.Ledger;
import io.bisync.run.LoadableEntity;
import io.bisync.run.SliceState;
import io.bisync.secret.SealingKey;
import io.bisync.secret.Sha256;
import io.bisync.table.Entity;
import io.bisync.table.Table;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The whole service between a Jushuitan whose orders live, a real broker and the StarRocks stand-in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JushuitanServiceIT {

    private static final long ABSURD = 400_000_000_000_000_000L;
    private static final String BY_ITS_MERCHANT = "3";
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** One of each way to be asked for. */
    private static final List<String> ENTITIES = List.of("order", "purchase", "inventory", "shop");

    private static final Path TABLES = Path.of(System.getProperty("bisync.root", ".."), "deploy/starrocks");

    private final InstantSource clock = InstantSource.system();
    private final InMemoryControlPlane controlPlane = new InMemoryControlPlane(clock);
    private final InMemoryLedger ledger = new InMemoryLedger(clock);
    private final JushuitanSimulator jushuitan = JushuitanSimulator.start(SimulatorSettings.of(600)
            .withMerchants(
                    MerchantSettings.own(11_053_062, "川梣铺子", 600),
                    MerchantSettings.own(12_000, "海棠商贸", 600),
                    MerchantSettings.isv(13_000, "青禾商贸", 20))
            .withSpeed(50)
            .withHistory(Duration.ofDays(6)));
    private Path sealing;
    private LocalKafka kafka;
    private LocalPostgres postgres;
    private StarRocksStandIn starRocks;
    private ConfigurableApplicationContext service;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        sealing = data.resolve("sealing.json");
        SealingKey.create(sealing);
        kafka = LocalKafka.start(data.resolve("kafka"));
        postgres = LocalPostgres.start(data.resolve("postgres"));
        postgres.createDatabase("starrocks");
        starRocks = StarRocksStandIn.start(
                StandInSettings.of(postgres.jdbcUrl("starrocks"), postgres.user(), postgres.password()));
        for (String table : tables()) {
            starRocks.apply(Files.readString(TABLES.resolve(table + ".sql")));
        }
        for (Entity beside : StatusTables.ENTITIES) {
            starRocks.apply(Files.readString(TABLES.resolve(beside.table().name() + ".sql")));
        }
        add("1", AppKind.OWN);
        add("2", AppKind.OWN);
        add(BY_ITS_MERCHANT, AppKind.ISV);
        service = serve();
    }

    @AfterAll
    void stop() {
        service.close();
        starRocks.close();
        postgres.close();
        kafka.close();
        jushuitan.close();
    }

    @Test
    void everyChangeReachesItsTablesAndNothingPersonalDoes() {
        jushuitan.pace().changesPerSecond(100);
        await().atMost(LIMIT).until(() -> count("ods_jushuitan_order") > 200);
        kafka.kill();
        double published = published();
        kafka.restart();
        // A page that Kafka half acknowledged comes again: the poison waits until pages are whole.
        await().atMost(LIMIT).until(() -> published() > published);
        merchant("1").poison(Defect.MISSING_ID);
        merchant("1").poison(Defect.MISSING_VERSION);
        merchant("1").poison(Defect.MISSING_LIST);
        merchant("1").live(300);
        merchant("2").live(300);
        jushuitan.pace().pause();

        for (String account : List.of("1", "2")) {
            await().atMost(LIMIT)
                    .untilAsserted(
                            () -> assertThat(versions(account)).containsAllEntriesOf(truth(account, yesterday())));
        }
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(records("erp.jushuitan.order-dlt"))
                        .extracting(JushuitanServiceIT::code)
                        .containsExactlyInAnyOrder("BI-TABLE-07", "BI-TABLE-08", "BI-TABLE-10"));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(rejected()).isEqualTo(3));
        anAbsurdVersionIsRejectedAndNothingIsLost();
        List<ConsumerRecord<byte[], byte[]>> live = records("erp.jushuitan.order");
        assertThat(live)
                .isNotEmpty()
                .allSatisfy(it -> assertThat(EventHeaders.account(it.headers())).isIn("1", "2", BY_ITS_MERCHANT));
        assertThat(live).noneMatch(JushuitanServiceIT::isPersonal);
        assertThat(records("erp.jushuitan.order-dlt")).noneMatch(JushuitanServiceIT::isPersonal);
    }

    @Test
    void rowsAreJudgedByHowFarTheirAccountsVersionsCanHaveCome() {
        PlausibleVersions plausible = service.getBean(PlausibleVersions.class);
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(plausible.highest("1", "order").orElse(-1)).isBetween(1L, 1_000_000_000_000L));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(service.getBean(MeterRegistry.class)
                                .get("bi.schema.frozen.rows")
                                .gauges())
                        .hasSameSizeAs(tables())
                        .allSatisfy(it -> assertThat(it.value()).isZero()));
    }

    @Test
    void whoseRowsThereAreStandsBesideThem() {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(starRocks.query("SELECT account_id, name FROM bi_account"))
                        .extracting(it -> it.get("account_id") + " " + it.get("name"))
                        .containsExactlyInAnyOrder(
                                "1 " + at("1").name(), "2 " + at("2").name(), "3 " + at("3").name()));
    }

    @Test
    void aServiceProvidersAppIsPulledWhenItsMerchantLetItIn() {
        URI door = URI.create("http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port"));
        MerchantsBrowser browser = new MerchantsBrowser();
        jushuitan.redirect(at(BY_ITS_MERCHANT).coId(), door.resolve("/authorised"));
        String link = "/authorise/" + controlPlane.openAuthorisation(BY_ITS_MERCHANT);

        assertThat(browser.letIn(door.resolve(link)).body()).contains("授权成功");

        await().atMost(LIMIT).until(() -> !versions(BY_ITS_MERCHANT).isEmpty());
        assertThat(browser.open(door.resolve("/authorised/more")).statusCode())
                .as("the side door opens nothing else")
                .isEqualTo(401);
    }

    @Test
    void whatIsPushedIsReadAgainAndNothingElseOfItIsKept() {
        await().atMost(LIMIT).until(() -> controlPlane.cursor("1", "order").isPresent());
        controlPlane.open(new PushDoor(Sha256.hex("token"), "1", null, null));
        var address = URI.create("http://127.0.0.1:%s/push/token"
                .formatted(service.getEnvironment().getRequiredProperty("local.server.port")));
        var content = Map.of("o_id", Merchant.LANDMARK, "receiver_name", JushuitanSimulator.PERSONAL_MARK);
        // The address counts as soon as the service has asked for it.
        var sent = new PushSender(clock, Duration.ofSeconds(1))
                .send(address, PushSender.Style.QUERY, "logistics.upload", content, "");

        assertThat(sent.isTaken()).as("%s", sent.answers()).isTrue();
        assertThat(records("bi.push.jushuitan"))
                .extracting(it -> new String(it.key(), StandardCharsets.UTF_8))
                .contains("1|order|o_id|" + Merchant.LANDMARK);
        assertThat(records("bi.push.jushuitan")).noneMatch(JushuitanServiceIT::isPersonal);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(records("erp.jushuitan.order"))
                        .anyMatch(it -> "push".equals(header(it, EventHeaders.ORIGIN))
                                && header(it, EventHeaders.ID).contains(String.valueOf(Merchant.LANDMARK))));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsScheduledRuns() {
        ScheduledTasks.awaitAll(service, LIMIT);
    }

    @Test
    void oneTraceLeadsFromACallToTheLoadOfWhatItBrought() {
        try (TraceLog log = new TraceLog("io.bisync.jushuitan.call", "io.bisync.event", "io.bisync.loading")) {
            merchant("1").live(10);
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(log.traces("Loaded "))
                            .anyMatch(it -> log.traces("Published ").contains(it)
                                    && log.traces("Called ").contains(it)));
        }
    }

    @Test
    void everyMeterOfOursSaysWhatItIs() throws Exception {
        var scrape = new Scrape(service.getBean(PrometheusMeterRegistry.class).scrape());
        assertThat(scrape.ownWithoutHelp()).isEmpty();
        assumeThat(scrape.complaints())
                .as("promtool is not on the PATH (Debian: prometheus), so the names are not judged")
                .isPresent();
        assertThat(scrape.complaints().orElseThrow()).isEmpty();
    }

    /** A table stands before what lies below it, as its name is the beginning of theirs. */
    private static List<String> tables() {
        return ENTITIES.stream()
                .flatMap(it -> Entities.of(it).entity().tables().stream())
                .map(Table::name)
                .sorted()
                .toList();
    }

    private void anAbsurdVersionIsRejectedAndNothingIsLost() {
        jushuitan.faults().inject(new Fault(new Fault.Effect.OddTs(ABSURD), 100_000, "/open/orders/single", null));
        merchant("1").live(30);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(records("erp.jushuitan.order-dlt"))
                        .extracting(JushuitanServiceIT::code)
                        .contains("BI-TABLE-09"));
        jushuitan.faults().clear();
        merchant("1").live(30);

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(versions("1"))
                        .containsAllEntriesOf(truth("1", yesterday()))
                        .doesNotContainValue(ABSURD));
        assertThat(controlPlane.cursor("1", "order").map(it -> Long.parseLong(it.value())))
                .hasValueSatisfying(it -> assertThat(it).isLessThan(1_000_000_000_000L));
    }

    @Test
    void aSliceOfHistoryBringsWhatTheLivePullNeverSawAndIsCompleteWhenItIsThere() {
        Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
        Instant from = today.minus(Duration.ofDays(6));
        await().atMost(LIMIT).until(() -> controlPlane.cursor("1", "order").isPresent());
        ledger.add(1, 1, controlPlane.accounts("jushuitan").getFirst(), "order", from, today);

        await().atMost(LIMIT).until(() -> ledger.slice(1).state() == SliceState.COMPLETE);
        assertThat(versions("1").keySet()).containsAll(truth("1", from).keySet());
        assertThat(records("erp.jushuitan.order.history"))
                .hasSize(Math.toIntExact(ledger.slice(1).progress().rows()))
                .isNotEmpty()
                .noneMatch(JushuitanServiceIT::isPersonal);
        assertThat(ledger.offered("jushuitan"))
                .extracting(LoadableEntity::entity)
                .containsExactlyInAnyOrderElementsOf(ENTITIES);
    }

    private ConfigurableApplicationContext serve() {
        ApplicationContextInitializer<GenericApplicationContext> stands = context -> {
            context.registerBean("controlPlane", ControlPlane.class, () -> controlPlane);
            context.registerBean("ledger", Ledger.class, () -> ledger);
        };
        return new SpringApplicationBuilder(KnownTokens.class, JushuitanApplication.class)
                .initializers(stands)
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                        "--bi.catalogue.entities=" + String.join(",", ENTITIES),
                        "--bi.openapi.url=" + jushuitan.openapi(),
                        "--bi.openapi.authorisation-page=" + jushuitan.authorisationPage(),
                        "--bi.openapi.pause-after-minute-limit=1s",
                        "--bi.pull.paces.order=100ms",
                        "--bi.pull.rescans.default=500ms",
                        "--bi.pull.longest-backoff=1s",
                        "--bi.privacy.keyset=" + sealing,
                        "--bi.topics.create=true",
                        "--bi.loading.linger=500ms",
                        "--bi.loading.history-linger=500ms",
                        "--bi.freshness.interval=5s",
                        "--bi.starrocks.frontends=" + starRocks.frontend(),
                        "--bi.starrocks.backends=" + starRocks.backend().getAuthority(),
                        "--bi.starrocks.database=" + starRocks.database(),
                        "--bi.starrocks.username=" + starRocks.username(),
                        "--bi.starrocks.password=" + starRocks.password());
    }

    private void add(String account, AppKind kind) {
        MerchantAccount at = at(account);
        controlPlane.add(
                new Account(account, "jushuitan", at.name(), kind, at.appKey(), true, null),
                new Credentials(at.appKey(), at.appSecret()));
    }

    private MerchantAccount at(String account) {
        return jushuitan.accounts().get(Integer.parseInt(account) - 1);
    }

    private Merchant merchant(String account) {
        return jushuitan.merchant(at(account).coId());
    }

    private double published() {
        return service.getBean(MeterRegistry.class).find("bi.pull.published").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private double rejected() {
        return service
                .getBean(MeterRegistry.class)
                .find("bi.loading.records.rejected")
                .tag("topic", "erp.jushuitan.order")
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static String code(ConsumerRecord<byte[], byte[]> letter) {
        return new String(letter.headers().lastHeader("bi-error-code").value(), StandardCharsets.US_ASCII);
    }

    private Instant yesterday() {
        return clock.instant().minus(Duration.ofDays(1));
    }

    private long count(String table) {
        Object count =
                starRocks.query("SELECT COUNT(*) AS n FROM " + table).getFirst().get("n");
        return Long.parseLong(String.valueOf(count));
    }

    private Map<String, Long> versions(String account) {
        Map<String, Long> versions = new HashMap<>();
        starRocks
                .query("SELECT o_id, record_version FROM ods_jushuitan_order WHERE account_id = '%s'"
                        .formatted(account))
                .forEach(row -> versions.put(
                        String.valueOf(row.get("o_id")), Long.valueOf(String.valueOf(row.get("record_version")))));
        return versions;
    }

    private Map<String, Long> truth(String account, Instant since) {
        Map<String, Long> wanted = new HashMap<>();
        merchant(account).truth(row -> {
            if (row.table().equals("jushuitan_order")) {
                wanted.put(String.valueOf(row.key().get("o_id")), row.version());
            }
        });
        wanted.keySet()
                .removeIf(id -> merchant(account)
                        .order(Long.parseLong(id))
                        .map(it -> it.changedAt().isBefore(since))
                        .orElse(true));
        return wanted;
    }

    private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(it -> new TopicPartition(topic, it.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    private static boolean isPersonal(ConsumerRecord<byte[], byte[]> record) {
        return Stream.concat(
                        Stream.<byte @Nullable []>of(record.key(), record.value()),
                        Stream.of(record.headers().toArray()).map(it -> it.value()))
                .anyMatch(it -> it != null
                        && new String(it, StandardCharsets.UTF_8).contains(JushuitanSimulator.PERSONAL_MARK));
    }
}

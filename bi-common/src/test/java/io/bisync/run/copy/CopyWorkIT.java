package io.bisync.run.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.bisync.event.EventAutoConfiguration;
import io.bisync.event.EventHeaders;
import io.bisync.kafka.KafkaClientsAutoConfiguration;
import io.bisync.kafka.SharedKafka;
import io.bisync.kafka.TestTopics;
import io.bisync.loading.EntityTopic;
import io.bisync.privacy.Privacy;
import io.bisync.privacy.UnknownFields;
import io.bisync.record.RecordSchema;
import io.bisync.row.Normalised;
import io.bisync.row.Normaliser;
import io.bisync.row.RangeBuffer;
import io.bisync.row.SourceRecord;
import io.bisync.run.Finding;
import io.bisync.run.Finding.Sort;
import io.bisync.run.InMemoryLedger;
import io.bisync.run.Ledger;
import io.bisync.run.LoadableEntity;
import io.bisync.run.Slice;
import io.bisync.run.SliceKind;
import io.bisync.run.SliceProgress;
import io.bisync.run.SliceReport;
import io.bisync.run.SliceState;
import io.bisync.run.Stretch;
import io.bisync.run.work.RunWorkAutoConfiguration;
import io.bisync.starrocks.http.StandInTables;
import io.bisync.starrocks.http.StarRocksSql;
import io.bisync.topic.TopicDeclaration;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What replays and redrives promise, in a service as it configures itself, at a real broker. */
class CopyWorkIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final InMemoryLedger LEDGER = new InMemoryLedger(InstantSource.system());
    private static final TestTopics TOPICS = new TestTopics();

    /** A service that loads two topics, and has no work of its own. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        KafkaAutoConfiguration.class,
        KafkaClientsAutoConfiguration.class,
        EventAutoConfiguration.class,
        CopyAutoConfiguration.class,
        RunWorkAutoConfiguration.class
    })
    static class Service {

        @Bean
        static EntityTopic live() {
            return CopiedOrders.TOPICS.getFirst();
        }

        @Bean
        static EntityTopic history() {
            return CopiedOrders.TOPICS.getLast();
        }

        @Bean
        static Ledger ledger() {
            return LEDGER;
        }

        @Bean(destroyMethod = "")
        static Admin admin() {
            return TOPICS.admin();
        }

        @Bean
        static StarRocksSql sql() {
            return tables.sql();
        }

        @Bean
        static Privacy privacy() {
            return Privacy.of(UnknownFields.DROPPED, Set.of(), null);
        }
    }

    private static StandInTables tables;
    private static ConfigurableApplicationContext service;

    private long liveFrom;
    private long lettersFrom;
    private int sentBefore;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        tables = new StandInTables(data);
        CopiedOrders.ENTITY.tables().forEach(it -> tables.apply(it.ddl()));
        TOPICS.create(1, CopiedOrders.LIVE, CopiedOrders.HISTORY);
        TOPICS.admin()
                .createTopics(List.of(new NewTopic("erp.copied.slices", 1, (short) 1)))
                .all()
                .get();
        service = new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.kafka.bootstrap-servers="
                                + SharedKafka.broker().bootstrapServers(),
                        "--spring.application.name=copying",
                        "--bi.runs.interval=100ms");
    }

    @AfterAll
    static void stop() {
        service.close();
        TOPICS.close();
        tables.close();
    }

    @BeforeEach
    void look() throws Exception {
        liveFrom = end(CopiedOrders.LIVE);
        lettersFrom = end(CopiedOrders.DLT);
        sentBefore = TOPICS.records(CopiedOrders.HISTORY).size();
    }

    @Test
    void aServiceThatLoadsTopicsOffersThemAndDeclaresTheTopicOfProgress() {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(LEDGER.offered("copied"))
                        .containsExactly(
                                new LoadableEntity("order", CopiedOrders.LIVE, CopiedOrders.HISTORY, Map.of())));
        assertThat(service.getBeanProvider(TopicDeclaration.class).stream().map(TopicDeclaration::name))
                .containsExactly("erp.copied.slices");
    }

    @Test
    void aReplayCopiesKeysBytesAndHeadersAndDeletesStayDeletes() throws Exception {
        TOPICS.send(List.of(
                CopiedOrders.record(CopiedOrders.LIVE, 1, 5, CopiedOrders.json(1, 5, "é \\u00e9") + " "),
                CopiedOrders.record(CopiedOrders.LIVE, 2, 6, null),
                CopiedOrders.record(CopiedOrders.LIVE, 3, 7, "no JSON")));
        var before = TOPICS.records(CopiedOrders.LIVE);
        var originals = before.subList(before.size() - 3, before.size());
        add(1, SliceKind.REPLAY, stretch(CopiedOrders.LIVE, liveFrom, liveFrom + 3, List.of(), List.of()));
        awaitState(1, SliceState.SENT);

        var copies = copies();
        assertThat(copies).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(copies.get(i).key()).isEqualTo(originals.get(i).key());
            assertThat(copies.get(i).value()).isEqualTo(originals.get(i).value());
            for (var name : List.of("ce_id", "ce_time", "traceparent", "ce_entityversion", "ce_account")) {
                assertThat(header(copies.get(i), name)).isEqualTo(header(originals.get(i), name));
            }
            assertThat(header(copies.get(i), "ce_origin")).isEqualTo("replay");
            assertThat(header(copies.get(i), "bi-first-origin")).isEqualTo("live");
            assertThat(header(copies.get(i), "bi-run")).isEqualTo("9");
            assertThat(header(copies.get(i), "bi-attempts")).isNull();
        }
        var progress = LEDGER.slice(1).progress();
        assertThat(List.of(progress.rows(), progress.expected(), progress.calls()))
                .containsExactly(3L, 3L, 0L);
        assertThat(progress.ends())
                .singleElement()
                .satisfies(it -> assertThat(it.topic()).isEqualTo(CopiedOrders.HISTORY));
    }

    @Test
    void aReplayOfAnAccountLeavesTheOthersOut() throws Exception {
        var other = CopiedOrders.record(CopiedOrders.LIVE, 2, 6, CopiedOrders.json(2, 6, "b"));
        other.headers().remove("ce_account").add("ce_account", "8".getBytes(UTF_8));
        var byKey = CopiedOrders.record(CopiedOrders.LIVE, 3, 6, CopiedOrders.json(3, 6, "c"));
        byKey.headers().remove("ce_account");
        TOPICS.send(List.of(CopiedOrders.record(CopiedOrders.LIVE, 1, 5, CopiedOrders.json(1, 5, "a")), other, byKey));
        add(2, SliceKind.REPLAY, stretch(CopiedOrders.LIVE, liveFrom, liveFrom + 3, List.of(), List.of("7")));
        awaitState(2, SliceState.SENT);

        assertThat(copies()).extracting(it -> new String(it.key(), UTF_8)).containsExactly("7:1", "7:3");
    }

    @Test
    void aRedriveSendsItsLettersAloneAndCountsTheAttempt() throws Exception {
        var second = CopiedOrders.letter(3, 7, CopiedOrders.json(3, 7, "c"));
        second.headers()
                .add("bi-attempts", "2".getBytes(UTF_8))
                .remove("ce_origin")
                .add("ce_origin", "replay".getBytes(UTF_8))
                .add("bi-first-origin", "push".getBytes(UTF_8))
                .add("bi-run", "3".getBytes(UTF_8));
        TOPICS.send(List.of(
                CopiedOrders.letter(1, 5, CopiedOrders.json(1, 5, "a")),
                CopiedOrders.letter(2, 6, CopiedOrders.json(2, 6, "b")),
                second));
        add(
                3,
                SliceKind.REDRIVE,
                stretch(
                        CopiedOrders.DLT,
                        lettersFrom,
                        lettersFrom + 3,
                        List.of(lettersFrom, lettersFrom + 2),
                        List.of()));
        awaitState(3, SliceState.SENT);

        var copies = copies();
        assertThat(copies).extracting(it -> header(it, "bi-attempts")).containsExactly("1", "3");
        assertThat(copies).extracting(it -> header(it, "bi-first-origin")).containsExactly("live", "push");
        assertThat(copies).extracting(it -> header(it, "bi-run")).containsExactly("9", "9");
        assertThat(copies)
                .allSatisfy(it -> assertThat(it.headers())
                        .extracting(Header::key)
                        .doesNotContain(
                                "kafka_dlt-original-topic", "bi-error-code", "bi-error-reason", "bi-label", "bi-entity")
                        .doesNotHaveDuplicates());
    }

    @Test
    void aMendedLetterIsRedactedAndTakesTheRecordsPlace() throws Exception {
        TOPICS.send(List.of(CopiedOrders.letter(1, 5, "{\"id\":1,\"ts\":5,\"items\":[{\"item\":\"x\"}]}")));
        var mended = CopiedOrders.json(1, 5, "mended").replace("\"name\"", "\"phone\":\"139\",\"name\"");
        mend(4, mended, false);
        awaitState(4, SliceState.SENT);

        assertThat(copies()).singleElement().satisfies(it -> {
            assertThat(new String(it.value(), UTF_8)).isEqualTo(CopiedOrders.json(1, 5, "mended"));
            assertThat(new String(it.key(), UTF_8)).isEqualTo("7:1");
            assertThat(header(it, "bi-mends")).isEqualTo(CopiedOrders.DLT + "-0@" + lettersFrom);
            assertThat(header(it, "bi-attempts")).isEqualTo("1");
        });
    }

    @Test
    void aMendedValueThatWouldBeSetAsideAgainOrIsAnotherVersionIsNotSent() throws Exception {
        TOPICS.send(List.of(CopiedOrders.letter(1, 5, "{\"id\":1,\"ts\":5,\"items\":[{\"item\":\"x\"}]}")));
        mend(5, "{\"id\":1,\"ts\":5,\"items\":[{\"item\":\"y\"}]}", false);
        assertFails(5, "BI-TABLE-");
        mend(6, CopiedOrders.json(1, 6, "newer"), false);
        assertFails(6, "BI-RUN-08");
        mend(7, CopiedOrders.json(2, 5, "another"), false);
        assertFails(7, "BI-RUN-08");
        assertThat(copies()).isEmpty();

        mend(8, CopiedOrders.json(2, 6, "meant"), true);
        awaitState(8, SliceState.SENT);
        assertThat(copies()).singleElement().satisfies(it -> {
            assertThat(new String(it.key(), UTF_8)).isEqualTo("7:2");
            assertThat(EventHeaders.version(it.headers())).isEqualTo(6);
            assertThat(header(it, "ce_id")).isNull();
        });
    }

    @Test
    void whatKafkaHasNotAnyMoreFailsBeforeAnythingIsSent() throws Exception {
        TOPICS.send(List.of(
                CopiedOrders.record(CopiedOrders.LIVE, 1, 5, CopiedOrders.json(1, 5, "a")),
                CopiedOrders.record(CopiedOrders.LIVE, 2, 6, CopiedOrders.json(2, 6, "b"))));
        TOPICS.admin()
                .deleteRecords(
                        Map.of(new TopicPartition(CopiedOrders.LIVE, 0), RecordsToDelete.beforeOffset(liveFrom + 1)))
                .all()
                .get();
        add(9, SliceKind.REPLAY, stretch(CopiedOrders.LIVE, liveFrom, liveFrom + 2, List.of(), List.of()));
        assertFails(9, "BI-RUN-06");
        assertThat(LEDGER.slice(9).detail()).contains("begins at offset " + (liveFrom + 1), "history run");
        var anew = new Stretch(CopiedOrders.LIVE, "another", 0, liveFrom + 1, liveFrom + 2, List.of(), List.of(), null);
        add(10, SliceKind.REPLAY, anew);
        assertFails(10, "BI-RUN-06");
        assertThat(copies()).isEmpty();

        add(11, SliceKind.REPLAY, stretch(CopiedOrders.LIVE, liveFrom + 1, liveFrom + 2, List.of(), List.of()));
        awaitState(11, SliceState.SENT);
        assertThat(copies()).hasSize(1);
    }

    @Test
    void aCopyThatIsKilledAfterAnyPageCopiesEveryRecordOnceInOrder() throws Exception {
        var records = LongStream.range(0, 3_500)
                .mapToObj(it -> CopiedOrders.record(CopiedOrders.LIVE, it, 1, CopiedOrders.json(it, 1, "n")))
                .toList();
        TOPICS.send(records);
        var stretch = stretch(CopiedOrders.LIVE, liveFrom, liveFrom + records.size(), List.of(), List.of());
        var work = service.getBean(CopyWork.class);
        for (int pages = 1; pages <= 4; pages++) {
            var sink = new CopiedPages().stopAfter(pages);
            var isCut = work(work, stretch, sink);
            assertThat(isCut).isEqualTo(pages < 4);
            sink.stopAfter(Integer.MAX_VALUE);
            if (isCut) {
                assertThat(work(work, stretch, sink)).isFalse();
            }
            assertThat(sink.records).hasSameSizeAs(records);
            assertThat(sink.records)
                    .extracting(it -> new String(it.key(), UTF_8))
                    .containsExactlyElementsOf(records.stream()
                            .map(it -> new String(it.key(), UTF_8))
                            .toList());
            assertThat(sink.largest).isLessThanOrEqualTo(1_000);
            assertThat(sink.at().cursor()).isNull();
        }
    }

    @Test
    void aRehearsalTellsBySortWhatWouldChangeWithoutValuesAndPublishesNothing() throws Exception {
        load("7", 101, 5, CopiedOrders.json(101, 5, "same"));
        load("8", 102, 5, CopiedOrders.json(102, 5, "of another account"));
        load("7", 103, 9, CopiedOrders.json(103, 9, "newer"));
        load("7", 104, 4, CopiedOrders.json(104, 4, "older"));
        load("7", 105, 5, CopiedOrders.json(105, 5, "with a line too many"));
        tables.plant("""
            INSERT INTO ods_copied_order_item (account_id, id, item, price, record_version, is_deleted)
            SELECT account_id, id, 9, price, record_version, is_deleted FROM ods_copied_order_item WHERE id = 105\
            """);
        load("7", 106, 5, CopiedOrders.json(106, 5, "deleted since"));
        TOPICS.send(List.of(
                CopiedOrders.record(CopiedOrders.LIVE, 101, 5, CopiedOrders.json(101, 5, "same")),
                CopiedOrders.record(CopiedOrders.LIVE, 102, 5, CopiedOrders.json(102, 5, "a secret")),
                CopiedOrders.record(CopiedOrders.LIVE, 103, 5, CopiedOrders.json(103, 5, "a secret")),
                CopiedOrders.record(CopiedOrders.LIVE, 104, 5, CopiedOrders.json(104, 5, "a secret")),
                CopiedOrders.record(CopiedOrders.LIVE, 105, 5, CopiedOrders.json(105, 5, "with a line too many")),
                CopiedOrders.record(CopiedOrders.LIVE, 106, 6, null),
                CopiedOrders.record(CopiedOrders.LIVE, 107, 5, "a secret, no JSON")));
        add(12, SliceKind.REHEARSAL, stretch(CopiedOrders.LIVE, liveFrom, liveFrom + 7, List.of(), List.of()));
        awaitState(12, SliceState.COMPLETE);

        var progress = LEDGER.slice(12).progress();
        assertThat(progress.found())
                .filteredOn(it -> it.sort() != Sort.UNKNOWN)
                .extracting(Finding::sort, Finding::rows, Finding::detail)
                .containsExactlyInAnyOrder(
                        tuple(Sort.SAME, 1L, null),
                        tuple(Sort.MISSING, 1L, "7/102 version 5"),
                        tuple(Sort.NEWER, 1L, "7/103 version 9, not 5"),
                        tuple(
                                Sort.DIFFERENT,
                                2L,
                                "7/104 version 4, not 5 (name); 7/106 version 5, not 6 (is_deleted, name)"),
                        tuple(Sort.LEFT_OVER, 1L, "7/105 version 5 (copied_order_item has 1 more)"));
        assertThat(progress.found())
                .filteredOn(it -> it.sort() == Sort.UNKNOWN)
                .singleElement()
                .satisfies(it -> assertThat(it.detail())
                        .startsWith(
                                "%s-0@%d would be set aside: BI-TABLE-".formatted(CopiedOrders.LIVE, liveFrom + 6)));
        assertThat(progress.found().toString()).doesNotContain("secret");
        assertThat(progress.rows()).isEqualTo(7);
        assertThat(progress.ends()).as("nothing to wait for").isEmpty();
        assertThat(copies()).isEmpty();
        assertThat(end(CopiedOrders.LIVE)).isEqualTo(liveFrom + 7);
        assertThat(end(CopiedOrders.DLT)).isEqualTo(lettersFrom);
    }

    /** As a service loads it. */
    private static void load(String account, long id, long version, String value) {
        var rows = new RangeBuffer(CopiedOrders.ENTITY);
        assertThat(new Normaliser(new RecordSchema(CopiedOrders.ENTITY))
                        .normalise(
                                new SourceRecord(
                                        CopiedOrders.LIVE,
                                        0,
                                        1,
                                        (account + ":" + id).getBytes(UTF_8),
                                        value.getBytes(UTF_8),
                                        account,
                                        version),
                                rows))
                .isInstanceOf(Normalised.Rows.class);
        rows.tables().forEach(tables::load);
    }

    /** Whether it was killed. */
    private static boolean work(CopyWork work, Stretch stretch, CopiedPages sink) throws Exception {
        try {
            work.work(
                    new Slice(
                            1,
                            9,
                            SliceKind.REPLAY,
                            1,
                            "order",
                            null,
                            stretch,
                            SliceState.RUNNING,
                            0,
                            SliceProgress.NONE),
                    sink.at(),
                    sink);
            return false;
        } catch (CopiedPages.Cut cut) {
            return true;
        }
    }

    private void mend(long slice, String value, boolean otherIdentity) throws Exception {
        var at = stretch(CopiedOrders.DLT, lettersFrom, lettersFrom + 1, List.of(lettersFrom), List.of());
        add(
                slice,
                SliceKind.REDRIVE,
                new Stretch(
                        at.topic(),
                        at.topicId(),
                        0,
                        at.from(),
                        at.to(),
                        at.only(),
                        List.of(),
                        new Stretch.Mend(value, otherIdentity)));
    }

    private static Stretch stretch(String topic, long from, long to, List<Long> only, List<String> accounts)
            throws Exception {
        var described =
                TOPICS.admin().describeTopics(List.of(topic)).allTopicNames().get();
        var id = Objects.requireNonNull(described.get(topic)).topicId();
        return new Stretch(topic, id.toString(), 0, from, to, only, accounts, null);
    }

    private static void add(long slice, SliceKind kind, Stretch stretch) {
        LEDGER.add(slice, 9, kind, "copied", "order", stretch);
    }

    private static void awaitState(long slice, SliceState state) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(LEDGER.slice(slice).state()).isEqualTo(state));
    }

    private static void assertFails(long slice, String code) {
        awaitState(slice, SliceState.FAILED);
        assertThat(LEDGER.slice(slice)).extracting(SliceReport::code).asString().startsWith(code);
    }

    /** What was sent since the test began. */
    private List<ConsumerRecord<byte[], byte[]>> copies() {
        var all = TOPICS.records(CopiedOrders.HISTORY);
        return new ArrayList<>(all.subList(sentBefore, all.size()));
    }

    private static long end(String topic) throws Exception {
        var partition = new TopicPartition(topic, 0);
        return TOPICS.admin()
                .listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return EventHeaders.text(record.headers(), name);
    }
}

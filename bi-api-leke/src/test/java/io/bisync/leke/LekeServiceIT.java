package io.bisync.leke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.Credentials;
import io.bisync.listener.decision.ListenerDecision.State;
import io.bisync.loading.kafka.AccountHolds;
import io.bisync.local.leke.LekeSettings;
import io.bisync.local.leke.TruthRow;
import io.bisync.local.meters.Scrape;
import io.bisync.operations.ScheduledTasks;
import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service between a real broker and the stand-in; Leke's event source says what the tables have to hold. */
@ExtendWith(OutputCaptureExtension.class)
class LekeServiceIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int CHANGES = 1_500;
    private static final String HISTORY = "erp.leke.order.history";

    @TempDir
    static Path data;

    private static Stage stage;

    @BeforeAll
    static void loadALongStory() throws Exception {
        stage = new Stage(data);
        stage.service();
        stage.leke.poison(6);
        stage.leke.speed(300);
        await("changes")
                .atMost(OrderTopic.LIMIT)
                .until(() -> stage.leke.status().changes() >= CHANGES);
        stage.settle();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void theViewsSayWhatLekeKnows() {
        stage.settle();
        assertThat(stage.leke.status().events())
                .containsEntry("lost", 0L)
                .hasEntrySatisfying("delete", it -> assertThat(it).isPositive())
                .hasEntrySatisfying("recreation", it -> assertThat(it).isPositive())
                .hasEntrySatisfying("duplicate", it -> assertThat(it).isPositive())
                .hasEntrySatisfying("swapped", it -> assertThat(it).isPositive())
                .hasEntrySatisfying("repeat", it -> assertThat(it).isPositive())
                .hasEntrySatisfying("null", it -> assertThat(it).isPositive())
                .hasEntrySatisfying("poison", it -> assertThat(it).isPositive());
        assertTheViewsAgree();
        assertThat(stage.starRocks.counters("ods_leke_order").overwritten()).isPositive();
        assertThat(stage.starRocks.counters("ods_leke_order").refused()).isPositive();
        assertThat(stage.starRocks.counters("ods_leke_order_item").refused()).isPositive();
    }

    @Test
    void deadLettersAreExactlyThePoison() {
        stage.settle();
        var letters = stage.topic.records(OrderTopic.DEAD_LETTERS);
        assertThat(letters.stream()
                        .map(it ->
                                OrderTopic.origin(it) + " " + new String(OrderTopic.header(it, "bi-error-code"), UTF_8))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(stage.leke.poison().stream()
                        .map(it -> "%s %d %d %s"
                                .formatted(
                                        it.topic(),
                                        it.partition(),
                                        it.offset(),
                                        it.kind().code()))
                        .toList());
    }

    @Test
    void deletedOrdersStayAsMarksThatTheViewsHide() {
        stage.settle();
        var deleted = stage.leke.truth().stream().filter(it -> it.row() == null).toList();
        var marks = stage.query("SELECT * FROM ods_leke_order WHERE is_deleted = TRUE").stream()
                .collect(Collectors.toMap(it -> it.get("order_id"), it -> it));
        assertThat(marks.keySet())
                .isEqualTo(deleted.stream().map(LekeServiceIT::id).collect(Collectors.toSet()));
        assertThat(deleted)
                .isNotEmpty()
                .allSatisfy(it -> assertThat(marks.get(id(it)))
                        .containsEntry("account_id", Stage.TENANT)
                        .containsEntry("record_version", it.version())
                        .containsEntry("source_topic", OrderTopic.NAME)
                        .hasEntrySatisfying(
                                "source_partition",
                                partition -> assertThat(partition).isNotNull())
                        .hasEntrySatisfying(
                                "source_offset", offset -> assertThat(offset).isNotNull())
                        .containsEntry("status", null)
                        .containsEntry("pay_amount", null)
                        .containsEntry("extra", null));
        var seen = stage.query("SELECT order_id FROM leke_order UNION ALL SELECT order_id FROM leke_order_item");
        assertThat(seen.stream().map(it -> it.get("order_id"))).doesNotContainAnyElementsOf(marks.keySet());
    }

    @Test
    void anOrderThatIsCreatedAgainIsVisibleAgain() {
        stage.settle();
        var everDeleted = stage.topic.records(OrderTopic.NAME).stream()
                .map(OrderTopic::event)
                .filter(it -> it != null && it.path("op").stringValue("").equals("DELETE"))
                .map(it -> it.path("entity_id").stringValue(""))
                .collect(Collectors.toSet());
        var back = stage.leke.truth().stream()
                .filter(it -> it.table().equals("leke_order") && it.row() != null && everDeleted.contains(id(it)))
                .map(LekeServiceIT::id)
                .toList();
        assertThat(back).isNotEmpty();
        assertThat(stage.query("SELECT order_id FROM leke_order").stream().map(it -> it.get("order_id")))
                .containsAll(back);
    }

    @Test
    void nullValuesChangeNothingAndAreCounted() throws Exception {
        stage.settle();
        var before = records("ignored");
        for (var order : living().subList(0, 3)) {
            stage.topic.write((Stage.TENANT + ":" + id(order)).getBytes(UTF_8), null);
        }
        stage.settle();
        assertThat(records("ignored")).isEqualTo(before + 3);
        assertTheViewsAgree();
    }

    @Test
    void ordersOfADisabledTenantWaitWhileItsNeighboursAreLoadedAndComeWhenItIsEnabled() throws Exception {
        stage.settle();
        var order = living().getFirst();
        var newest = stage.topic.records(OrderTopic.NAME).stream()
                .filter(it -> {
                    var event = OrderTopic.event(it);
                    return event != null
                            && event.path("entity_id").stringValue("").equals(id(order))
                            && event.path("version").asLong(-1) == order.version();
                })
                .findFirst()
                .orElseThrow();
        var holds = stage.service().getBean(AccountHolds.class);
        stage.controlPlane.add(
                new Account("t2", "leke", "A neighbour", AppKind.OWN, "", false, null), new Credentials("", ""));
        await("a hold").atMost(OrderTopic.LIMIT).until(() -> holds.isHeld(OrderTopic.NAME, "t2"));
        var parked = records("parked");
        stage.topic.write(
                ("t2:" + id(order)).getBytes(UTF_8),
                new String(requireNonNull(newest.value()), UTF_8)
                        .replace("\"" + Stage.TENANT + "\"", "\"t2\"")
                        .getBytes(UTF_8));
        for (var i = 0; i < 10; i++) {
            stage.leke.change();
        }
        stage.settle();
        assertTheViewsAgree();
        assertThat(records("parked")).isEqualTo(parked + 1);
        assertThat(ordersOfT2()).isEmpty();
        stage.controlPlane.enable("t2");
        await("what waited").atMost(OrderTopic.LIMIT).until(() -> ordersOfT2().size() == 1);
        assertThat(stage.topic.records(OrderTopic.NAME + "-parked"))
                .singleElement()
                .satisfies(it -> assertThat(OrderTopic.origin(it)).startsWith(OrderTopic.NAME));
        assertThat(stage.topic.records(HISTORY))
                .singleElement()
                .satisfies(it -> assertThat(it.headers())
                        .noneMatch(header -> header.key().startsWith("kafka_dlt-")
                                || header.key().startsWith("bi-error-")));
    }

    private static List<Map<String, @Nullable Object>> ordersOfT2() {
        return stage.query("SELECT order_id FROM leke_order WHERE account_id = 't2'");
    }

    @Test
    void anOldEventThatComesLateChangesNothing() throws Exception {
        stage.settle();
        var versions = living().stream().collect(Collectors.toMap(LekeServiceIT::id, TruthRow::version));
        var old = stage.topic.records(OrderTopic.NAME).stream()
                .filter(it -> {
                    var event = OrderTopic.event(it);
                    return event != null
                            && event.path("version").asLong(-1) + 1
                                    < versions.getOrDefault(
                                            event.path("entity_id").stringValue(""), 0L);
                })
                .findFirst()
                .orElseThrow();
        var refused = stage.starRocks.counters("ods_leke_order").refused();
        stage.topic.write(old.key(), old.value());
        stage.settle();
        assertThat(stage.starRocks.counters("ods_leke_order").refused()).isEqualTo(refused + 1);
        assertTheViewsAgree();
    }

    @Test
    void everyRowNamesTheRecordThatHoldsItsVersion() {
        stage.settle();
        Map<String, JsonNode> events = new HashMap<>();
        for (var topic : List.of(OrderTopic.NAME, HISTORY)) {
            for (var record : stage.topic.records(topic)) {
                var event = OrderTopic.event(record);
                if (event != null) {
                    events.put(record.topic() + " " + record.partition() + " " + record.offset(), event);
                }
            }
        }
        for (var table : List.of("ods_leke_order", "ods_leke_order_item")) {
            assertThat(stage.query("SELECT account_id, order_id, record_version, source_topic, source_partition,"
                            + " source_offset FROM " + table))
                    .isNotEmpty()
                    .allSatisfy(row -> {
                        var event = requireNonNull(events.get(row.get("source_topic") + " "
                                + row.get("source_partition") + " " + row.get("source_offset")));
                        assertThat(event.path("tenant_id").stringValue()).isEqualTo(row.get("account_id"));
                        assertThat(event.path("entity_id").stringValue()).isEqualTo(row.get("order_id"));
                        assertThat(event.path("version").longValue()).isEqualTo(row.get("record_version"));
                    });
        }
    }

    @Test
    void personalValuesStayOutOfTablesMetersAndLogs(CapturedOutput output) throws Exception {
        stage.settle();
        assertThat(stage.topic.records(OrderTopic.NAME))
                .anySatisfy(it -> assertThat(it.value()).asString(UTF_8).contains(LekeSettings.PERSONAL_MARK));
        for (var table : List.of("ods_leke_order", "ods_leke_order_item", "leke_order", "leke_order_item")) {
            assertThat(stage.query("SELECT * FROM " + table).toString())
                    .isNotEqualTo("[]")
                    .doesNotContain(LekeSettings.PERSONAL_MARK);
        }
        assertThat(stage.get("/actuator/prometheus").body())
                .contains("bi_loading_records_loaded")
                .doesNotContain(LekeSettings.PERSONAL_MARK);
        assertThat(output.getAll()).contains(OrderTopic.NAME).doesNotContain(LekeSettings.PERSONAL_MARK);
    }

    @Test
    void theBooksOfLoadingBalance() {
        for (var i = 0; i < 20; i++) {
            stage.leke.change();
        }
        stage.settle();
        assertThat(records("received"))
                .isPositive()
                .isEqualTo(records("loaded")
                        + records("superseded")
                        + records("rejected")
                        + records("parked")
                        + records("ignored"));
    }

    @Test
    void biBasicIsToldOfTheTenant() {
        stage.settle();
        await("a report")
                .atMost(OrderTopic.LIMIT)
                .untilAsserted(
                        () -> assertThat(stage.controlPlane.reports().getLast().toString())
                                .contains("leke")
                                .contains("account=" + Stage.TENANT)
                                .contains("entity=order"));
    }

    @Test
    void healthAnswers() throws Exception {
        stage.settle();
        assertThat(stage.get("/actuator/health/liveness").body()).contains("\"UP\"");
        assertThat(stage.get("/actuator/health/readiness").body()).contains("\"UP\"");
        await("all dependencies").atMost(OrderTopic.LIMIT).untilAsserted(() -> {
            var dependencies =
                    JSON.readTree(stage.get("/actuator/health/dependencies").body());
            assertThat(dependencies.path("status").stringValue()).isEqualTo("UP");
            assertThat(dependencies.path("components").propertyNames())
                    .contains("broker", "topics", "starrocks", "tables", "loading", "listening");
        });
    }

    @Test
    void metersAndEndpointsWantATokenAndHealthDoesNot() throws Exception {
        for (var path : List.of(
                "/actuator",
                "/actuator/prometheus",
                "/actuator/lineage?record=leke.erp.order.change.v1-0@0",
                "/actuator/loading",
                "/actuator/listeners",
                "/actuator/settings")) {
            assertThat(stage.get(path, "Basic eDp5").statusCode()).as(path).isEqualTo(401);
            assertThat(stage.get(path, "Bearer unknown").statusCode()).as(path).isEqualTo(401);
            // Who holds the token cannot be told now: that is not the caller's fault.
            assertThat(stage.get(path, "Bearer lost").statusCode()).as(path).isEqualTo(503);
            assertThat(stage.get(path, "Bearer viewer").statusCode()).as(path).isEqualTo(200);
        }
        for (var path : List.of("/actuator/health", "/actuator/health/dependencies", "/actuator/info")) {
            assertThat(stage.get(path, "Basic eDp5").statusCode()).as(path).isNotIn(401, 403);
        }
    }

    @Test
    void anEventThatCameThroughBothDoorsOfTheBridgeIsOneRow() throws Exception {
        var stock = """
            {"event_id":"bridged","event_type":"inventory.counted","op":"UPSERT","tenant_id":"t1","entity":"inventory",
             "entity_id":"bridged-1","version":7,"schema_version":1,"data":{"inventory_id":"bridged-1","qty":"4"}}\
            """;
        var topic = "leke.erp.inventory.change.v1";
        assertThat(stage.publish(topic, "bridged", stock).body()).contains("accepted");
        assertThat(stage.publishByGrpc(topic, "bridged", stock).getRepeated()).isTrue();

        await("the row")
                .atMost(OrderTopic.LIMIT)
                .until(() -> !stage.query("SELECT qty FROM ods_leke_inventory WHERE inventory_id = 'bridged-1'")
                        .isEmpty());
        assertThat(stage.topic.records(topic).stream()
                        .filter(it -> new String(OrderTopic.header(it, "event-id"), UTF_8).equals("bridged")))
                .hasSize(1);
        // Its door opens beside the other one, and not in its place.
        assertThat(stage.call("/api/else", "Bearer publisher~leke~t1").statusCode())
                .isEqualTo(403);
        assertThat(stage.get("/actuator/prometheus", "Bearer publisher~leke~t1").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aRowLeadsToItsRecordAndARecordToItsRows() throws Exception {
        loadStock("followed");
        var row = followed("account=t1&entity=inventory&id=followed");
        var place = row.path("rows").path(0).path("record").stringValue();

        assertThat(row.path("rows").values()).singleElement().satisfies(it -> {
            assertThat(it.path("table").stringValue()).isEqualTo("ods_leke_inventory");
            assertThat(it.path("key").path("inventory_id").stringValue()).isEqualTo("followed");
        });
        assertThat(row.path("records").values()).singleElement().satisfies(it -> {
            assertThat(it.path("record").stringValue()).isEqualTo(place);
            assertThat(it.path("key").stringValue()).isEqualTo("t1:followed");
            assertThat(it.propertyNames()).contains("headers", "publishedAt").doesNotContain("gone");
        });
        assertThat(followed("record=" + place)).isEqualTo(row);

        var never = place.replaceFirst("@.*", "@999999");
        assertThat(followed("record=" + never)
                        .path("records")
                        .path(0)
                        .path("gone")
                        .stringValue())
                .isEqualTo("Its topic does not have it any more");
        assertThat(stage.get("/actuator/lineage?record=erp.leke.cat-0@1").body())
                .contains("This service loads ", "and not erp.leke.cat");
        assertThat(stage.get("/actuator/lineage?account=t1").statusCode()).isEqualTo(400);
    }

    private JsonNode followed(String query) throws Exception {
        var answer = stage.get("/actuator/lineage?" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    @Test
    void theGrpcDoorTellsNobodyWhichServicesItHas() {
        assertThat(stage.reflect()).isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    @Test
    void anOperatorPausesStopsAndMovesAListenerThatLoadsAndNothingIsLoadedTwice() throws Exception {
        stage.settle();
        var orders = living().stream().limit(3).map(LekeServiceIT::id).toList();
        var received = records("received");

        stage.topic.decide(State.PAUSED);
        await("the pause").atMost(OrderTopic.LIMIT).until(() -> standings().equals(Set.of("PAUSED")));
        stage.leke.delete(orders.get(0));
        loadStock("while-paused");
        assertThat(stage.topic.behind()).isEqualTo(1);
        assertThat(ordersListener().path("state").stringValue()).isEqualTo("PAUSED");

        stage.topic.decide(State.STOPPED);
        await("the stop")
                .atMost(OrderTopic.LIMIT)
                .until(() -> ordersListener().path("members").intValue() == 0);
        stage.leke.delete(orders.get(1));
        var skipped = stage.topic.skip();
        assertThat(skipped).hasSize(2);
        assertThat(ordersListener().path("reason").stringValue()).isEqualTo("a test");

        stage.topic.decide(State.RUNNING);
        stage.leke.delete(orders.get(2));
        stage.topic.awaitAllCommitted();
        await("what came last")
                .atMost(OrderTopic.LIMIT)
                .until(() -> deleted(orders).equals(Set.of(orders.get(2))));
        assertThat(records("received")).isEqualTo(received + 1);
        assertThat(standings()).isNotEmpty().doesNotContain("PAUSED");

        // What was passed is on the topic still, for whoever loads it later.
        for (var record : skipped) {
            stage.topic.write(record.key(), record.value());
        }
        stage.settle();
        assertThat(records("received")).isEqualTo(received + 3);
        assertThat(deleted(orders)).isEqualTo(Set.copyOf(orders));
        assertTheViewsAgree();
    }

    private static JsonNode ordersListener() throws Exception {
        return JSON.readTree(stage.get("/actuator/listeners/orders").body()).at("/listeners/0");
    }

    private static Set<String> standings() throws Exception {
        return ordersListener()
                .path("partitions")
                .valueStream()
                .map(it -> it.path("standing").stringValue())
                .collect(Collectors.toSet());
    }

    private static Set<String> deleted(List<String> orders) {
        return stage.query("SELECT order_id FROM ods_leke_order WHERE is_deleted = TRUE").stream()
                .map(it -> String.valueOf(it.get("order_id")))
                .filter(orders::contains)
                .collect(Collectors.toSet());
    }

    /** Brings a record of another topic through, and with it time for whoever should not have been at work. */
    private static void loadStock(String id) throws Exception {
        var stock = """
            {"event_id":"%1$s","event_type":"inventory.counted","op":"UPSERT","tenant_id":"t1","entity":"inventory",
             "entity_id":"%1$s","version":1,"schema_version":1,"data":{"inventory_id":"%1$s","qty":"4"}}\
            """.formatted(id);
        assertThat(stage.publish("leke.erp.inventory.change.v1", id, stock).body())
                .contains("accepted");
        await("the row")
                .atMost(OrderTopic.LIMIT)
                .until(() -> !stage.query("SELECT qty FROM ods_leke_inventory WHERE inventory_id = '" + id + "'")
                        .isEmpty());
    }

    @Test
    void whatAlertsAskForIsThere() throws Exception {
        await("the first looks").atMost(OrderTopic.LIMIT).untilAsserted(() -> {
            var meters = stage.get("/actuator/prometheus").body();
            assertThat(meters)
                    .contains("bi_dependency_up{name=\"starrocks\"} 1.0")
                    .contains("bi_dependency_up{name=\"listening\"} 1.0")
                    .contains("bi_listeners_events_total{code=\"BI-LISTEN-02\"} 0.0")
                    .contains("bi_listeners_partitions_insecure 0.0")
                    .contains(
                            "bi_loading_partitions_failing{code=\"BI-LOAD-01\",topic=\"" + OrderTopic.NAME + "\"} 0.0")
                    .containsPattern("bi_dead_letters\\{topic=\"" + OrderTopic.NAME + "-dlt\"\\} \\d")
                    .contains("kafka_consumer_fetch_manager_records_lag_max")
                    .containsPattern(
                            "bi_loading_partitions\\{state=\"[a-z]+\",topic=\"" + OrderTopic.NAME + "\"\\} [1-6].0");
        });
    }

    @Test
    void everyMeterOfOursSaysWhatItIs() throws Exception {
        var scrape = new Scrape(stage.get("/actuator/prometheus").body());
        assertThat(scrape.ownWithoutHelp()).isEmpty();
        assumeThat(scrape.complaints())
                .as("promtool is not on the PATH (Debian: prometheus), so the names are not judged")
                .isPresent();
        assertThat(scrape.complaints().orElseThrow()).isEmpty();
    }

    @Test
    void whatIsScheduledRuns() throws Exception {
        ScheduledTasks.awaitAll(stage.service(), OrderTopic.LIMIT);
        var labels = JSON.readTree(stage.get("/actuator/loading").body()).path("labels");
        assertThat(labels.path("kept").longValue()).isPositive();
        assertThat(labels.path("lastFor").longValue()).isPositive();
    }

    @Test
    void loadingSaysHowEveryPartitionStands() throws Exception {
        stage.settle();
        var answer = stage.get("/actuator/loading");
        assertThat(answer.statusCode()).isEqualTo(200);
        var loading = JSON.readTree(answer.body());
        assertThat(loading.path("breaker").stringValue()).isEqualTo("CLOSED");
        assertThat(loading.path("labels").path("loadsPerSecond").doubleValue()).isPositive();
        var groups = loading.path("groups");
        assertThat(groups.propertyNames())
                .containsExactly("bi-api-leke.history", "bi-api-leke.orders", "bi-api-leke.stock");
        assertThat(groups.path("bi-api-leke.orders").values())
                .extracting(it -> it.path("partition").intValue())
                .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
        assertThat(groups.path("bi-api-leke.orders").values()).allSatisfy(it -> {
            assertThat(it.propertyNames())
                    .contains("state", "intent", "position", "waiting", "lag")
                    .doesNotContain("trouble");
            assertThat(it.path("topic").stringValue()).isEqualTo(OrderTopic.NAME);
            assertThat(it.path("committed").longValue()).isPositive();
            assertThat(it.path("failures").intValue()).isZero();
            assertThat(it.path("lag").longValue()).isZero();
        });
        // Of a partition that this process has loaded nothing of, there is no last load.
        assertThat(groups.path("bi-api-leke.orders").values())
                .anySatisfy(it -> assertThat(it.propertyNames()).contains("lastLabel", "lastOutcome"));
    }

    @Test
    void aStopFinishesAndCommitsTheRoundInFlight() throws Exception {
        stage.settle();
        var service = stage.service();
        var listener = requireNonNull(
                service.getBean(KafkaListenerEndpointRegistry.class).getListenerContainer("orders"));
        var order = id(living().getFirst());
        var hold = stage.loads.begin();
        stage.leke.delete(order);
        assertThat(hold.awaitLoad()).isTrue();
        var closing = CompletableFuture.runAsync(service::close);
        await("a stop").atMost(OrderTopic.LIMIT).until(() -> !listener.isRunning());
        assertThat(stage.topic.behind()).isEqualTo(1);
        hold.release();
        closing.get(120, TimeUnit.SECONDS);
        assertThat(stage.topic.behind()).isZero();
        assertThat(stage.query("SELECT is_deleted FROM ods_leke_order WHERE order_id = '" + order + "'"))
                .containsExactly(Map.of("is_deleted", true));
        var loads = stage.starRocks.loads().size();
        stage.settle();
        assertThat(stage.starRocks.loads()).hasSize(loads);
    }

    private static void assertTheViewsAgree() {
        assertThat(BusinessRows.ofViews(stage).differencesTo(BusinessRows.ofTruth(stage.leke.truth())))
                .isEmpty();
    }

    private static List<TruthRow> living() {
        return stage.leke.truth().stream()
                .filter(it -> it.table().equals("leke_order") && it.row() != null)
                .toList();
    }

    private static String id(TruthRow row) {
        return requireNonNull(row.key().get("order_id"));
    }

    private static long records(String what) {
        return (long) stage
                .service()
                .getBean(MeterRegistry.class)
                .get("bi.loading.records." + what)
                .tag("topic", OrderTopic.NAME)
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}

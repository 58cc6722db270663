package io.bisync.local.leke;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bisync.local.kafka.LocalKafka;
import io.bisync.local.leke.LekeSettings.Rates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LekeEventSourceIT {

    private static final List<String> ODD =
            List.of("qty", "locked_qty", "transit_qty", "safety_qty", "cost_price", "status");

    private static final Instant NOON = Instant.parse("2026-11-11T04:00:00.120Z");

    @TempDir
    static Path data;

    private static LocalKafka kafka;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void startBroker() {
        kafka = LocalKafka.start(data);
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @Test
    void theTruthIsWhatTheTopicAddsUpTo() throws Exception {
        try (var source = LekeEventSource.start(
                settings("true").withRates(Rates.ordinary().withPoison(10)))) {
            for (int i = 0; i < 2_000; i++) {
                source.change();
            }
            Set<String> poison = source.poison().stream()
                    .map(at -> at.partition() + "@" + at.offset())
                    .collect(Collectors.toSet());
            var reading = new Reading();
            int nulls = 0;
            for (var record : topic(LekeSettings.TOPIC, "true")) {
                if (record.value() == null) {
                    nulls++;
                } else if (!poison.contains(record.partition() + "@" + record.offset())) {
                    reading.add(record.value());
                }
            }

            assertThat(reading.rows()).isEqualTo(text(source.truth()));
            assertThat(source.truth().toString()).doesNotContain(LekeSettings.PERSONAL_MARK);
            assertThat(reading.text()).contains(LekeSettings.PERSONAL_MARK);
            assertThat(nulls).isPositive();
            assertThat(poison).hasSizeGreaterThan(6);
            assertThat(source.status().events()).containsEntry("lost", 0L).allSatisfy((kind, count) -> {
                if (!kind.equals("lost")) {
                    assertThat(count).as(kind).isPositive();
                }
            });
        }
    }

    @Test
    void stockChangesBesideTheOrdersAndItsNewestEventsAreTheTruth() throws Exception {
        try (var source = LekeEventSource.start(settings("stocked"))) {
            for (int i = 0; i < 2_000; i++) {
                source.change();
            }
            source.pause();
            Map<String, JsonNode> newest = new HashMap<>();
            for (var record : topic("leke.erp.inventory.change.v1", "stocked")) {
                JsonNode event = JsonMapper.shared().readTree(record.value());
                newest.merge(
                        record.key(),
                        event,
                        (old, other) -> other.get("version").asLong()
                                        > old.get("version").asLong()
                                ? other
                                : old);
            }
            assertThat(stock(source)).hasSameSizeAs(newest.keySet()).allSatisfy(row -> {
                JsonNode event =
                        requireNonNull(newest.get("stocked:" + row.key().get("inventory_id")));
                assertThat(event.get("version").asLong()).isEqualTo(row.version());
                if (row.row() == null) {
                    assertThat(event.get("op").asString()).isEqualTo("DELETE");
                } else {
                    if (isOdd(row, "qty")) {
                        assertThat(row.row().get("qty")).isNull();
                    } else {
                        assertThat(Reading.decimal(event.get("data").get("qty")))
                                .isEqualTo(row.row().get("qty"));
                    }
                    assertThat(event.get("data").get("sku_id").asString())
                            .isEqualTo(row.row().get("sku_id"));
                }
            });
            assertThat(stock(source).stream().filter(row -> row.row() != null))
                    .as("now and then a field has a value that it cannot have")
                    .anyMatch(row -> ODD.stream().anyMatch(field -> isOdd(row, field)));
            assertThat(source.status().others().get("inventory"))
                    .containsEntry("lost", 0L)
                    .hasEntrySatisfying("delete", count -> assertThat(count).isPositive())
                    .hasEntrySatisfying("recreation", count -> assertThat(count).isPositive())
                    .hasEntrySatisfying("swapped", count -> assertThat(count).isPositive())
                    .hasEntrySatisfying("repeat", count -> assertThat(count).isPositive());
        }
    }

    private static List<TruthRow> stock(LekeEventSource source) {
        return source.others().stream()
                .filter(row -> row.table().equals("leke_inventory"))
                .toList();
    }

    private static boolean isOdd(TruthRow row, String field) {
        return row.row() != null && row.row().get("extra") instanceof Map<?, ?> extra && extra.containsKey(field);
    }

    @Test
    void theTopicIsMadeForKeepingAllVersions() throws Exception {
        try (var source = LekeEventSource.start(settings("none").withOrders(0));
                var admin = admin()) {
            assertThat(source.truth()).isEmpty();
            var topic = admin.describeTopics(List.of(LekeSettings.TOPIC))
                    .allTopicNames()
                    .get(60, TimeUnit.SECONDS);
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, LekeSettings.TOPIC);
            var configs = admin.describeConfigs(List.of(resource)).all().get(60, TimeUnit.SECONDS);
            assertThat(topic.values())
                    .allSatisfy(it -> assertThat(it.partitions()).hasSize(6));
            assertThat(configs.values())
                    .allSatisfy(
                            it -> assertThat(it.get("cleanup.policy").value()).isEqualTo("delete"));
        }
    }

    @Test
    void theSameSeedWritesTheSameBytes() throws Exception {
        LekeSettings settings = settings("seeded");
        List<String> once = written(settings);
        List<String> twice = written(settings);
        assertThat(twice)
                .isEqualTo(Stream.concat(once.stream(), once.stream()).sorted().toList());
        assertThat(Set.copyOf(written(settings.withSeed(2))))
                .hasSizeGreaterThan(Set.copyOf(once).size());
    }

    @Test
    void theControlAddressChangesOrdersAndTellsTheTruth() throws Exception {
        try (var source = LekeEventSource.start(settings("controlled"))) {
            TruthRow line = source.truth().stream()
                    .filter(row -> row.table().equals("leke_order_item"))
                    .findFirst()
                    .orElseThrow();
            String order = "/control/orders/" + line.key().get("order_id");
            String remove = order + "/items/" + line.key().get("line_id") + "/remove";

            assertThat(post(source, remove, "").statusCode()).isEqualTo(200);
            assertThat(post(source, remove, "").statusCode()).isEqualTo(404);
            assertThat(get(source, "/control/truth"))
                    .isEqualTo(lines(source.truth()) + lines(source.others()))
                    .doesNotContain(lines(List.of(line)));
            assertThat(post(source, order + "/delete", "").statusCode()).isEqualTo(200);
            assertThat(get(source, order)).contains("\"row\":null");

            assertThat(post(source, "/control/poison", "{\"count\":3}").body()).contains("\"offset\"", "NO_JSON");
            assertThat(post(source, "/control/speed", "{\"changesPerSecond\":-1}")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(post(source, "/control/speed", "nonsense").statusCode()).isEqualTo(400);
            assertThat(get(source, "/control/status")).contains("\"changesPerSecond\":0.0", "\"poison\":3");

            post(source, "/control/speed", "{\"changesPerSecond\":500}");
            await().atMost(Duration.ofMinutes(1)).until(() -> source.status().changes() > 50);
            post(source, "/control/pause", "");
            assertThat(get(source, "/control/truth")).isEqualTo(get(source, "/control/truth"));
        }
    }

    /** Every test has a tenant of its own in the one topic. */
    private static LekeSettings settings(String tenant) {
        return LekeSettings.of(kafka.bootstrapServers()).withTenant(tenant).withClock(() -> NOON);
    }

    private static List<String> written(LekeSettings settings) throws Exception {
        try (var source = LekeEventSource.start(settings.withOrders(50))) {
            for (int i = 0; i < 200; i++) {
                source.change();
            }
            source.pause();
        }
        return topic(LekeSettings.TOPIC, settings.tenant()).stream()
                .map(record -> String.valueOf(record.value()))
                .sorted()
                .toList();
    }

    private static List<ConsumerRecord<String, String>> topic(String topic, String tenant) throws Exception {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (var admin = admin();
                var consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(it -> new TopicPartition(it.topic(), it.partition()))
                    .toList();
            var ends = admin.listOffsets(
                            partitions.stream().collect(Collectors.toMap(it -> it, _ -> OffsetSpec.latest())))
                    .all()
                    .get(60, TimeUnit.SECONDS);
            consumer.assign(partitions);
            while (partitions.stream()
                    .anyMatch(it ->
                            consumer.position(it) < requireNonNull(ends.get(it)).offset())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records.stream()
                .filter(record -> record.key().startsWith(tenant + ":"))
                .toList();
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private HttpResponse<String> post(LekeEventSource source, String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(uri(source, path))
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private String get(LekeEventSource source, String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(source, path)).build()).body();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    private static URI uri(LekeEventSource source, String path) {
        return URI.create(source.control() + path);
    }

    private static String lines(List<TruthRow> rows) {
        return rows.stream()
                .map(row -> JsonMapper.shared().writeValueAsString(row) + "\n")
                .collect(Collectors.joining());
    }

    private static Map<String, String> text(List<TruthRow> truth) {
        Map<String, String> rows = new TreeMap<>();
        for (TruthRow row : truth) {
            if (row.row() != null) {
                Map<String, Object> columns = new TreeMap<>();
                row.row().forEach((name, value) -> columns.put(name, String.valueOf(value)));
                columns.remove("extra");
                rows.put(row.table() + row.key().values(), columns.toString());
            }
        }
        return rows;
    }
}

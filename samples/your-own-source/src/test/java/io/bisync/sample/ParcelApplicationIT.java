package io.bisync.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bisync.local.kafka.LocalKafka;
import io.bisync.local.postgres.LocalPostgres;
import io.bisync.local.starrocks.StandInSettings;
import io.bisync.local.starrocks.StarRocksStandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;

/** The sample against a real broker and the stand-in of StarRocks, as docs/your-own-source.md says. */
class ParcelApplicationIT {

    private static final String TOPIC = "parcelgate.parcels";
    private static final int PARCELS = 20;
    private static final int REVISIONS = 5;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void theNewestVersionOfEachParcelIsInItsTableAndTheHandlersDoTheirWorkBeside(@TempDir Path data) throws Exception {
        try (var kafka = LocalKafka.start(data.resolve("kafka"));
                var postgres = LocalPostgres.start(data.resolve("postgres"))) {
            postgres.createDatabase("starrocks");
            try (var starRocks = StarRocksStandIn.start(
                            StandInSettings.of(postgres.jdbcUrl("starrocks"), postgres.user(), postgres.password()));
                    var producer = new KafkaProducer<>(
                            Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                            new StringSerializer(),
                            new StringSerializer())) {
                starRocks.apply(ParcelApplication.PARCEL.table().ddl());
                try (var application = SpringApplication.run(
                        ParcelApplication.class,
                        "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                        "--bi.topics.create=true",
                        "--bi.starrocks.frontends=" + starRocks.frontend(),
                        "--bi.starrocks.backends=" + starRocks.backend().getAuthority(),
                        "--bi.starrocks.database=" + starRocks.database(),
                        "--bi.starrocks.username=" + starRocks.username(),
                        "--bi.starrocks.password=" + starRocks.password())) {
                    send(producer, 1, 5, "handed over");
                    send(producer, 1, 4, "packed");
                    send(producer, 2, 1, "packed");

                    await("rows").atMost(LIMIT).until(() -> rows(starRocks).size() == 2);
                    assertThat(rows(starRocks)).containsExactly("1 5 handed over", "2 1 packed");

                    work(producer);
                    var carrier = application.getBean(Carrier.class);
                    await("labels").atMost(LIMIT).until(() -> carrier.labels().equals(newest()));
                    await("photos").atMost(LIMIT).until(() -> carrier.photos() == PARCELS);
                    assertThat(handovers(kafka.bootstrapServers()))
                            .hasSize(PARCELS)
                            .doesNotHaveDuplicates();
                }
            }
        }
    }

    private static void work(KafkaProducer<String, String> producer) throws Exception {
        producer.send(new ProducerRecord<>(ParcelHandlers.LABELS, "p0", "no JSON"))
                .get();
        producer.send(new ProducerRecord<>(ParcelHandlers.SCANS, "p0", "no JSON"))
                .get();
        for (var i = 0; i < PARCELS; i++) {
            var parcel = "p" + i;
            for (var revision = 1; revision <= REVISIONS; revision++) {
                var label = "{\"parcel\":\"%s\",\"revision\":%d}".formatted(parcel, revision);
                producer.send(new ProducerRecord<>(ParcelHandlers.LABELS, parcel, label))
                        .get();
            }
            var scan = "{\"parcel\":\"%s\",\"depot\":\"north\"}".formatted(parcel);
            producer.send(new ProducerRecord<>(ParcelHandlers.SCANS, parcel, scan))
                    .get();
            producer.send(new ProducerRecord<>(ParcelHandlers.PHOTOS, parcel, "{\"name\":\"%s\"}".formatted(parcel)))
                    .get();
        }
    }

    private static Map<String, Integer> newest() {
        return IntStream.range(0, PARCELS).boxed().collect(Collectors.toMap(it -> "p" + it, _ -> REVISIONS));
    }

    private static List<String> handovers(String brokers) {
        var handovers = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", brokers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partitions = consumer.partitionsFor(ParcelHandlers.HANDOVERS).stream()
                    .map(it -> new TopicPartition(it.topic(), it.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await("handovers").atMost(LIMIT).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(it -> handovers.add(it.value()));
                return handovers.size() >= PARCELS;
            });
        }
        return handovers;
    }

    private static void send(KafkaProducer<String, String> producer, int id, int revision, String status)
            throws Exception {
        var parcel = """
                {"parcel_id":%d,"revision":%d,"status":"%s","weight":"1.250","handed_over":"2026-11-01 08:00:00",\
                "receiver_name":"nobody"}""".formatted(id, revision, status);
        var sent = new ProducerRecord<>(TOPIC, "merchant-1:" + id, parcel);
        sent.headers().add("ce_account", "merchant-1".getBytes(UTF_8));
        producer.send(sent).get();
    }

    private static List<String> rows(StarRocksStandIn starRocks) {
        return starRocks
                .query("SELECT parcel_id, record_version, status FROM ods_parcelgate_parcel ORDER BY parcel_id")
                .stream()
                .map(row -> row.get("parcel_id") + " " + row.get("record_version") + " " + row.get("status"))
                .toList();
    }
}

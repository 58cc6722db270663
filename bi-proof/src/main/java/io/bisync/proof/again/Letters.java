package io.bisync.proof.again;

import io.bisync.proof.again.Step.Outcome;
import io.bisync.proof.comparison.DeadLetters;
import io.bisync.proof.probe.Place;
import io.bisync.proof.probe.Sql;
import io.bisync.proof.probe.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Records that were refused, as a column was too short for one of their values. */
final class Letters {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CODE = "BI-TABLE-15";
    private static final String SHORT = "status";
    private static final int TOO_LONG = 5_000;

    private final Purchases purchases;
    private final Topics topics;
    private final Map<Place, String> setAside = new HashMap<>();

    Letters(Purchases purchases, Topics topics) {
        this.purchases = purchases;
        this.topics = topics;
    }

    /** The letters by the place of their record. */
    Map<Place, String> setAside() {
        return Map.copyOf(setAside);
    }

    /** Now the column is wide. */
    Step sent() {
        return new Step("A dead letter that can be loaded by now is loaded by a redrive, and sent once", () -> {
            ConsumerRecord<byte[], byte[]> record = record(0);
            return redrive(record, record.value(), Map.of());
        });
    }

    /** The value never fits: a person writes another one. */
    Step mended() {
        return new Step("A dead letter whose value is mended and sent is a row", () -> {
            ConsumerRecord<byte[], byte[]> record = record(1);
            ObjectNode wrong = (ObjectNode) JSON.readTree(record.value());
            wrong.put(SHORT, "x".repeat(TOO_LONG));
            return redrive(
                    record,
                    JSON.writeValueAsBytes(wrong),
                    Map.of(
                            "mend",
                            Map.of(
                                    "value",
                                    new String(record.value(), StandardCharsets.UTF_8),
                                    "otherIdentity",
                                    false)));
        });
    }

    private Outcome redrive(ConsumerRecord<byte[], byte[]> record, byte[] value, Map<String, ?> mend) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        String row = "po_id = " + key.substring(key.indexOf(':') + 1);
        purchases.execute(
                "DELETE FROM {%s} WHERE account_id = '%s' AND %s".formatted(Purchases.TABLE, Purchases.ACCOUNT, row));
        setAside(record, value);
        List<Long> ids = new ArrayList<>();
        Purchases.await(() -> {
            ids.addAll(open(Place.of(record)));
            return !ids.isEmpty();
        });
        if (ids.isEmpty()) {
            return new Outcome(false, "The letter is not in the index");
        }
        Map<String, Object> choice = new HashMap<>(Map.of("ids", ids));
        choice.putAll(mend);
        JsonNode run = purchases.run("REDRIVE", Map.of("letters", choice));
        long rows = purchases.rows(Purchases.TABLE, row);
        boolean once = open(Place.of(record)).isEmpty();
        long again = run.path("setAside").asLong();
        return new Outcome(
                Purchases.isComplete(run) && again == 0 && rows == 1 && once,
                "%s, %d set aside, %d rows, %s"
                        .formatted(Purchases.state(run), again, rows, once ? "sent" : "still open"));
    }

    /** The letters of a record that nobody sent. */
    private List<Long> open(Place place) {
        return purchases
                .stack()
                .controlPlane()
                .get("/api/dead-letters?source=jushuitan&account=%s&entity=%s&code=%s&state=OPEN"
                        .formatted(Purchases.ACCOUNT, Purchases.ENTITY, CODE))
                .path("letters")
                .valueStream()
                .filter(letter -> letter.path("originalTopic").asString("").equals(place.topic())
                        && letter.path("originalPartition").asInt() == place.partition()
                        && letter.path("originalOffset").asLong() == place.offset())
                .map(letter -> letter.path("id").asLong())
                .toList();
    }

    /** The record that a row came of: of the newest one, or of one that is older by so many. */
    private ConsumerRecord<byte[], byte[]> record(int older) {
        Sql.Answer rows = purchases
                .sql()
                .query(
                        "SELECT source_topic, source_partition, source_offset FROM %s WHERE account_id = '%s' AND is_deleted = FALSE ORDER BY po_id DESC LIMIT %d"
                                .formatted(Purchases.TABLE, Purchases.ACCOUNT, older + 1));
        JsonNode place = rows.rows().get(older);
        return topics.at(new Place(
                rows.text(place, "source_topic"),
                Integer.parseInt(rows.text(place, "source_partition")),
                Long.parseLong(rows.text(place, "source_offset"))));
    }

    /** As loading would have done it. */
    private void setAside(ConsumerRecord<byte[], byte[]> record, byte[] value) {
        Map<String, Object> broker = Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                purchases.stack().kafka().bootstrapServers());
        var letter = new ProducerRecord<byte[], byte[]>(
                record.topic() + "-dlt", null, null, record.key(), value, record.headers());
        letter.headers()
                .add(DeadLetters.TOPIC, record.topic().getBytes(StandardCharsets.UTF_8))
                .add(
                        DeadLetters.PARTITION,
                        ByteBuffer.allocate(Integer.BYTES)
                                .putInt(record.partition())
                                .array())
                .add(
                        DeadLetters.OFFSET,
                        ByteBuffer.allocate(Long.BYTES).putLong(record.offset()).array())
                .add("bi-error-code", CODE.getBytes(StandardCharsets.UTF_8))
                .add("bi-error-reason", (SHORT + " is longer than its column").getBytes(StandardCharsets.UTF_8))
                .add("bi-entity", "jushuitan.purchase".getBytes(StandardCharsets.UTF_8));
        setAside.put(Place.of(record), CODE);
        try (var producer = new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(letter).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot write a dead letter to " + letter.topic(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while writing a dead letter to " + letter.topic(), e);
        }
    }
}

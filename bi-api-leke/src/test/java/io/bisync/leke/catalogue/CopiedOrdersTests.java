package io.bisync.leke.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.EntityTopic;
import io.bisync.loading.kafka.HistoryRecords;
import io.bisync.loading.kafka.HistoryRecords.Made;
import io.bisync.local.marks.Marks;
import io.bisync.local.marks.Marks.Mark;
import io.bisync.privacy.Privacy;
import io.bisync.privacy.UnknownFields;
import io.bisync.record.RecordSchema;
import io.bisync.row.Normalised;
import io.bisync.row.Normaliser;
import io.bisync.row.RangeBuffer;
import io.bisync.row.SourceRecord;
import io.bisync.secret.SealingKey;
import io.bisync.topic.TrafficClass;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Leke's topics are Leke's; what is copied from them to the topic of history is ours, and holds nothing personal. */
class CopiedOrdersTests {

    private static final String THEIRS = "leke.erp.order.change.v1";
    private static final String HISTORY = "erp.leke.order.history";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Privacy privacy;
    private final HistoryRecords records;

    CopiedOrdersTests(@TempDir Path folder) throws Exception {
        SealingKey.create(folder.resolve("keyset.json"));
        privacy = Privacy.of(UnknownFields.SEALED, Marks.ALLOWED, SealingKey.open(folder.resolve("keyset.json")));
        records = new HistoryRecords(
                List.of(
                        new EntityTopic(THEIRS, OrderEntity.ORDER, TrafficClass.ORDERS),
                        new EntityTopic(HISTORY, OrderEntity.ORDER, TrafficClass.HISTORY)),
                privacy,
                _ -> null);
    }

    @Test
    void noPersonalValueIsCopiedAndTheRowsAreTheSame() throws Exception {
        for (var at : List.of("leke.order", "leke.order.items", "leke.envelope")) {
            for (var mark : at.equals("leke.envelope") ? Marks.at("leke.order") : Marks.at(at)) {
                var value = event(at, mark);
                for (var suffix : List.of("", "-dlt", "-parked")) {
                    var copy = copy(THEIRS + suffix, value);
                    assertThat(copy.topic()).isEqualTo(HISTORY);
                    assertThat(copy.value()).asString(UTF_8).doesNotContain(Marks.MARK);
                    assertThat(rows(copy.value())).as(mark.name()).isEqualTo(rows(value));
                }
            }
        }
    }

    @Test
    void whatWasAllowedIsCopiedAsItIs() throws Exception {
        var value = event("leke.order", new Mark("promo_tags", List.of("a", "b"), null));
        assertThat(copy(THEIRS, value).value()).asString(UTF_8).contains("[\"a\",\"b\"]");
    }

    @Test
    void whatIsOnOurTopicIsCopiedByteForByte() throws Exception {
        var value = copy(THEIRS, event("leke.order", Marks.at("leke.order").getFirst()))
                .value();
        assertThat(copy(HISTORY, value).value()).isEqualTo(value);
        assertThat(copy(HISTORY + "-dlt", value).value()).isEqualTo(value);
        assertThat(copy(HISTORY, "no JSON".getBytes(UTF_8)).value())
                .asString(UTF_8)
                .isEqualTo("no JSON");
    }

    @Test
    void whatIsNoJsonIsNotCopiedAsNobodyKnowsWhatIsPersonalInIt() {
        assertThat(records.of(record(THEIRS, ("{\"consignee\":\"" + Marks.MARK).getBytes(UTF_8))))
                .isInstanceOfSatisfying(Made.Unreadable.class, it -> {
                    assertThat(it.code()).isEqualTo("BI-RUN-07");
                    assertThat(it.message()).doesNotContain(Marks.MARK);
                });
    }

    private ProducerRecord<byte[], byte[]> copy(String topic, byte[] value) {
        return ((Made.Copy) records.of(record(topic, value))).record();
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, byte[] value) {
        return new ConsumerRecord<>(topic, 2, 5, null, value);
    }

    private static byte[] event(String at, Mark mark) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>(Map.of("line_id", "1", "qty", "2.0000"));
        Map<String, @Nullable Object> order = new LinkedHashMap<>(Map.of("order_id", "LK1", "status", "PAID"));
        Map<String, @Nullable Object> event = new LinkedHashMap<>(Map.of(
                "event_id", "e1",
                "event_type", "order.updated",
                "op", "UPSERT",
                "tenant_id", "t1",
                "entity", "order",
                "entity_id", "LK1",
                "version", 42,
                "schema_version", 1));
        (switch (at) {
                    case "leke.order" -> order;
                    case "leke.order.items" -> line;
                    default -> event;
                })
                .put(mark.name(), mark.value());
        order.put("items", List.of(line));
        event.put("data", order);
        return JSON.writeValueAsBytes(event);
    }

    private String rows(byte[] value) throws IOException {
        var entity = OrderEntity.ORDER.under(privacy);
        var rows = new RangeBuffer(entity);
        assertThat(new Normaliser(new RecordSchema(entity))
                        .normalise(new SourceRecord(THEIRS, 2, 5, null, value, null, null), rows))
                .isInstanceOf(Normalised.Rows.class);
        var out = new ByteArrayOutputStream();
        for (var table : rows.tables()) {
            table.writeTo(out);
        }
        return out.toString(UTF_8);
    }
}

package io.bisync.run.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.loading.EntityTopic;
import io.bisync.table.ColumnType;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.topic.TrafficClass;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A small entity on topics of ours, and its records. */
final class CopiedOrders {

    static final Entity ENTITY = Entity.of(
            "copied",
            "order",
            Envelope.none(),
            order -> order.key("id", ColumnType.BIGINT)
                    .version("ts")
                    .columns(ColumnType.varchar(20), "name")
                    .personal("phone")
                    .children(
                            "items",
                            "item",
                            item -> item.key("item", ColumnType.BIGINT).columns(ColumnType.decimal(10, 2), "price")));

    static final String LIVE = "erp.copied.order";
    static final String HISTORY = LIVE + ".history";
    static final String DLT = LIVE + "-dlt";

    static final List<EntityTopic> TOPICS = List.of(
            new EntityTopic(LIVE, ENTITY, TrafficClass.ORDERS), new EntityTopic(HISTORY, ENTITY, TrafficClass.HISTORY));

    private CopiedOrders() {}

    static String json(long id, long version, String name) {
        return """
            {"id":%d,"ts":%d,"name":"%s","items":[{"item":1,"price":2.50}]}\
            """.formatted(id, version, name);
    }

    /** A record of account 7, with the headers that events have. */
    static ProducerRecord<byte[], byte[]> record(String topic, long id, long version, @Nullable String value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic, 0, ("7:" + id).getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
        record.headers()
                .add("ce_id", "7:order:%d:%d".formatted(id, version).getBytes(UTF_8))
                .add("ce_origin", "live".getBytes(UTF_8))
                .add("ce_time", "2026-08-23T00:00:00Z".getBytes(UTF_8))
                .add("traceparent", "00-11111111111111111111111111111111-2222222222222222-01".getBytes(UTF_8))
                .add("ce_entityversion", Long.toString(version).getBytes(UTF_8))
                .add("ce_account", "7".getBytes(UTF_8));
        return record;
    }

    /** The same as it lies among the dead letters. */
    static ProducerRecord<byte[], byte[]> letter(long id, long version, @Nullable String value) {
        var record = record(DLT, id, version, value);
        record.headers()
                .add("kafka_dlt-original-topic", LIVE.getBytes(UTF_8))
                .add("bi-error-code", "BI-TABLE-05".getBytes(UTF_8))
                .add("bi-error-reason", "in words".getBytes(UTF_8))
                .add("bi-label", "label".getBytes(UTF_8))
                .add("bi-entity", "copied.order".getBytes(UTF_8));
        return record;
    }
}

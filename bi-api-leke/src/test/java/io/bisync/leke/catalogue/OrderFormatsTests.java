package io.bisync.leke.catalogue;

import static io.bisync.leke.catalogue.OrderEntity.ORDER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import io.bisync.record.RecordSchema;
import io.bisync.registry.Registries;
import io.bisync.registry.RegistryStandIn;
import io.bisync.registry.Schema;
import io.bisync.registry.SchemaType;
import io.bisync.registry.format.Formats;
import io.bisync.registry.format.ProtobufFormat;
import io.bisync.registry.format.SchemaFormat;
import io.bisync.row.Normalised;
import io.bisync.row.Normaliser;
import io.bisync.row.RangeBuffer;
import io.bisync.row.SourceRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Leke's order in Avro and in Protobuf, by the schemas that merchants are given: the rows are those of its JSON. */
class OrderFormatsTests {

    private static final RegistryStandIn REGISTRY = new RegistryStandIn();
    private static final String PROTO = resource("/leke/order.proto");
    private static final String AVRO = resource("/leke/order.avsc");

    private static final String JSON = """
        {"event_id":"e1","event_type":"order.updated","op":"UPSERT","tenant_id":"t1","entity":"order","entity_id":"LK1",
         "version":42,"occurred_at":"2025-01-01T12:00:00.123+08:00","emitted_at":"2025-01-01T12:00:00.456+08:00","schema_version":1,
         "data":{"order_id":"LK1","shop_id":"S01","status":"PAID","order_time":"2025-01-01T11:58:00+08:00","currency":"CNY",
         "pay_amount":"104.0000","freight":"4.0000",
         "items":[{"line_id":"1","sku_id":"A001","qty":"2.0000","price":"50.0000","amount":"100.0000","is_gift":false}]}}
        """;

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    /** As Avro's own JSON spells it: times are microseconds, decimals the bytes of a whole number. */
    @Test
    void anOrderInAvroMakesTheRowsOfItsJson() throws IOException {
        var order = """
            {"event_id":"e1","event_type":"order.updated","op":"UPSERT","tenant_id":"t1","entity":"order","entity_id":"LK1",
             "version":42,"occurred_at":{"long":1735704000123000},"emitted_at":{"long":1735704000456000},"schema_version":1,
             "data":{"leke.erp.Order":{"order_id":"LK1","shop_id":{"string":"S01"},"status":{"string":"PAID"},
             "order_time":{"long":1735703880000000},"pay_time":null,"currency":{"string":"CNY"},
             "pay_amount":{"bytes":"\\u000F\\u00DE\\u0080"},"freight":{"bytes":"\\u0000\\u009C\\u0040"},"discount":null,
             "items":[{"line_id":"1","sku_id":{"string":"A001"},"qty":{"bytes":"\\u004E\\u0020"},
             "price":{"bytes":"\\u0007\\u00A1\\u0020"},"amount":{"bytes":"\\u000F\\u0042\\u0040"},"is_gift":{"boolean":false}}]}}}
            """;

        assertThat(rows(ofAvro(order))).isEqualTo(rows(JSON)).hasSize(2);
    }

    @Test
    void anOrderInProtobufMakesTheRowsOfItsJson() throws IOException {
        assertThat(rows(ofProtobuf("""
            event_id: "e1" event_type: "order.updated" tenant_id: "t1" entity: "order" entity_id: "LK1" version: 42
            occurred_at { seconds: 1735704000 nanos: 123000000 } emitted_at { seconds: 1735704000 nanos: 456000000 }
            schema_version: 1
            data { order_id: "LK1" shop_id: "S01" status: "PAID" order_time { seconds: 1735703880 } currency: "CNY"
              pay_amount: "104.0000" freight: "4.0000"
              items { line_id: "1" sku_id: "A001" qty: "2.0000" price: "50.0000" amount: "100.0000" is_gift: false } }
            """))).isEqualTo(rows(JSON));
    }

    @Test
    void aDeleteWithoutDataIsOneInEachFormat() throws IOException {
        var json = JSON.replaceFirst("(?s)\"data\":.*", "\"data\":null}").replace("UPSERT", "DELETE");
        var inProtobuf = ofProtobuf("""
            event_id: "e1" event_type: "order.deleted" op: DELETE tenant_id: "t1" entity: "order" entity_id: "LK1" version: 42
            schema_version: 1
            """);
        var inAvro = ofAvro("""
            {"event_id":"e1","event_type":"order.deleted","op":"DELETE","tenant_id":"t1","entity":"order","entity_id":"LK1",
             "version":42,"occurred_at":null,"emitted_at":null,"schema_version":1,"data":null}
            """);

        assertThat(rows(inProtobuf))
                .isEqualTo(rows(json))
                .isEqualTo(rows(inAvro))
                .singleElement()
                .asString()
                .contains("\"is_deleted\":true");
    }

    private static String ofAvro(String avrosJson) throws IOException {
        var schema = new org.apache.avro.Schema.Parser().parse(AVRO);
        var order = new GenericDatumReader<GenericContainer>(schema)
                .read(null, DecoderFactory.get().jsonDecoder(schema, avrosJson));
        var format = Formats.avro(Registries.at(REGISTRY.url()));
        var value = Objects.requireNonNull(format.serializer().serialize("orders", order));
        return decoded(format, new Schema(SchemaType.AVRO, AVRO), value);
    }

    private static String ofProtobuf(String text) throws IOException {
        var message = DynamicMessage.newBuilder(
                Objects.requireNonNull(ProtobufFormat.file(PROTO).findMessageTypeByName("OrderChange")));
        TextFormat.merge(text, message);
        var format = Formats.protobuf(Registries.at(REGISTRY.url()));
        var value = Objects.requireNonNull(format.serializer(PROTO).serialize("orders-in-protobuf", message.build()));
        return decoded(format, new Schema(SchemaType.PROTOBUF, PROTO), value);
    }

    private static String decoded(SchemaFormat format, Schema schema, byte[] value) {
        return new String(format.decoder(schema, _ -> schema).json(value, 5), UTF_8);
    }

    private static List<String> rows(String json) {
        var rangeBuffer = new RangeBuffer(ORDER);
        var normalised = new Normaliser(new RecordSchema(ORDER))
                .normalise(
                        new SourceRecord("leke.erp.order.change.v1", 2, 5, null, json.getBytes(UTF_8), null, null),
                        rangeBuffer);
        assertThat(normalised).isInstanceOf(Normalised.Rows.class);
        return rangeBuffer.tables().stream()
                .map(table -> {
                    var out = new ByteArrayOutputStream();
                    try {
                        table.writeTo(out);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return out.toString(UTF_8);
                })
                .filter(it -> !it.isEmpty())
                .toList();
    }

    private static String resource(String name) {
        try (var in = Objects.requireNonNull(OrderFormatsTests.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

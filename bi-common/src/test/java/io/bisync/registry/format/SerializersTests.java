package io.bisync.registry.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import io.bisync.event.EventHeaders;
import io.bisync.registry.Registries;
import io.bisync.registry.RegistryException;
import io.bisync.registry.RegistryStandIn;
import io.bisync.registry.SubjectNames;
import io.bisync.registry.UnfitValueException;
import io.bisync.registry.WireFormat;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is written by a registered schema, under which subject, and that it is read as what it was. */
class SerializersTests {

    private static final org.apache.avro.Schema LABEL = new org.apache.avro.Schema.Parser().parse("""
        {"type":"record","name":"Label","namespace":"io.sample","fields":[
          {"name":"id","type":"string"},
          {"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
          {"name":"day","type":{"type":"int","logicalType":"date"}},
          {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}}]}
        """);

    private static final String PROTO = """
        syntax = "proto3";
        package io.sample;
        message Page { repeated Label labels = 1; message Label { string id = 1; } }
        """;

    private static final String JSON_SCHEMA =
            "{\"title\":\"io.sample.Label\",\"type\":\"object\",\"required\":[\"id\"],\"properties\":{\"id\":{\"type\":\"string\"},\"pieces\":{\"type\":\"integer\",\"maximum\":99}}}";

    private final RegistryStandIn server = new RegistryStandIn();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void javasOwnDecimalsDatesAndTimesGoIntoAvroAndComeBackAsJson() {
        var avro = new AvroFormat(Registries.at(server.url()), SubjectNames.TOPIC);
        GenericContainer label = new GenericRecordBuilder(LABEL)
                .set("id", "L1")
                .set("price", new BigDecimal("104.00"))
                .set("day", LocalDate.of(2025, 1, 1))
                .set("at", Instant.parse("2024-12-31T23:58:00.123Z"))
                .build();

        var written = written(avro.serializer(), label);

        var prefix = WireFormat.cut(written);
        var registered = Registries.at(server.url()).latest("labels-value");
        assertThat(registered.id()).isEqualTo(prefix.id());
        assertThat(new String(
                        avro.decoder(registered.schema(), _ -> registered.schema())
                                .json(written, 5),
                        UTF_8))
                .isEqualTo(
                        "{\"id\":\"L1\",\"price\":\"104.00\",\"day\":\"2025-01-01\",\"at\":\"2024-12-31T23:58:00.123Z\"}");
    }

    @Test
    void aMessageOfProtobufNamesItsPlaceInTheFile() {
        var protobuf = new ProtobufFormat(Registries.at(server.url()), SubjectNames.RECORD);
        var label = Objects.requireNonNull(ProtobufFormat.file(PROTO).findMessageTypeByName("Page"))
                .findNestedTypeByName("Label");
        var message = DynamicMessage.newBuilder(label)
                .setField(Objects.requireNonNull(label.findFieldByName("id")), "L1")
                .build();

        var written = written(protobuf.serializer(PROTO), message);

        assertThat(Registries.at(server.url()).latest("io.sample.Page.Label").id())
                .isEqualTo(WireFormat.cut(written).id());
        assertThat(WireFormat.place(written, 5).path()).containsExactly(0, 0);
    }

    @Test
    void aMessageOfAnotherFileThanTheRegisteredOneIsRefused() {
        var protobuf = new ProtobufFormat(Registries.at(server.url()), SubjectNames.TOPIC);
        var other = ProtobufFormat.file(PROTO.replace("string id = 1", "int64 id = 1"));
        var message =
                DynamicMessage.newBuilder(other.getMessageTypes().getFirst()).build();

        assertThatThrownBy(() -> written(protobuf.serializer(PROTO), message))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("io.sample.Page");
        assertThat(server.questions).isEmpty();
    }

    @Test
    void jsonIsHeldAgainstItsSchemaAndARefusalHoldsNothingOfIt() {
        var json = new JsonSchemaFormat(Registries.at(server.url()), SubjectNames.TOPIC_RECORD, JsonMapper.shared());
        var serializer = json.serializer(JSON_SCHEMA);

        var written = written(serializer, Map.of("id", "L1"));

        assertThat(new String(written, 5, written.length - 5, UTF_8)).isEqualTo("{\"id\":\"L1\"}");
        assertThat(Registries.at(server.url()).latest("labels-io.sample.Label").id())
                .isEqualTo(WireFormat.cut(written).id());
        assertThatThrownBy(() -> written(serializer, Map.of("pieces", 123_456)))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("required")
                .hasMessageContaining("maximum")
                .hasMessageNotContaining("123456");
    }

    @Test
    void nothingIsWrittenWhileTheRegistryIsAway() {
        var json = new JsonSchemaFormat(Registries.at(server.url()), SubjectNames.TOPIC, JsonMapper.shared());
        server.status = 503;

        assertThatThrownBy(() -> written(json.serializer(JSON_SCHEMA), Map.of("id", "L1")))
                .isInstanceOf(RegistryException.class);
        server.status = 0;
        assertThat(written(json.serializer(JSON_SCHEMA), Map.of("id", "L1"))).isNotEmpty();
    }

    private static <T> byte[] written(Serializer<T> serializer, T value) {
        var headers = new RecordHeaders();
        var written = Objects.requireNonNull(serializer.serialize("labels", headers, value));
        assertThat(headers.lastHeader(EventHeaders.CONTENT_TYPE)).isNotNull();
        return written;
    }
}

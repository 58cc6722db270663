package io.bisync.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.registry.Registries;
import io.bisync.registry.RegistryException;
import io.bisync.registry.RegistryStandIn;
import io.bisync.registry.SchemaRegistry;
import io.bisync.registry.WireFormat;
import io.bisync.registry.format.AvroFormat;
import io.bisync.registry.format.Decoders;
import io.bisync.registry.format.Formats;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.support.converter.ConversionException;
import tools.jackson.databind.json.JsonMapper;

/** A handler's method gets its own type, whatever the format of the value. */
class ValueConverterTests {

    private static final Schema SCAN = new Schema.Parser().parse("""
        {"type":"record","name":"Scan","namespace":"io.sample","fields":[
          {"name":"parcel","type":"long"}, {"name":"place","type":"string"}]}
        """);

    record Scan(long parcel, String place) {}

    private final RegistryStandIn server = new RegistryStandIn();
    private final SchemaRegistry registry = Registries.at(server.url());
    private final AvroFormat avro = Formats.avro(registry);
    private final ValueConverter converter =
            new ValueConverter(JsonMapper.shared(), () -> new Decoders(registry, List.of(avro)));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aValueOfARegisteredSchemaIsTheSameObjectAsItsJson() {
        var value = avro.serializer()
                .serialize(
                        "scans",
                        new GenericRecordBuilder(SCAN)
                                .set("parcel", 7L)
                                .set("place", "杭州")
                                .build());

        assertThat(read(value)).isEqualTo(new Scan(7, "杭州"));
        assertThat(read("{\"parcel\":7,\"place\":\"杭州\"}".getBytes(UTF_8))).isEqualTo(new Scan(7, "杭州"));
    }

    @Test
    void aMethodThatTakesBytesGetsThemAsTheyAre() {
        var value = WireFormat.frame(1, new byte[] {1, 2});

        assertThat(converter.extractAndConvertValue(message(value), byte[].class))
                .isSameAs(value);
    }

    @Test
    void whatCannotBeReadIsNoMatterOfAnotherAttemptAndSaysWhy() {
        var value = avro.serializer()
                .serialize(
                        "scans",
                        new GenericRecordBuilder(SCAN)
                                .set("parcel", 7L)
                                .set("place", "x")
                                .build());
        byte[] broken = java.util.Arrays.copyOf(value, value.length - 1);

        assertThatThrownBy(() -> read(broken))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("BI-REGISTRY-05");
        assertThatThrownBy(() -> new ValueConverter(JsonMapper.shared(), () -> null)
                        .extractAndConvertValue(message(value), Scan.class))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("bi.registry.url");
    }

    @Test
    void aSchemaThatNobodyKnowsYetIsAskedForWithTheNextAttempt() {
        assertThatThrownBy(() -> read(WireFormat.frame(999, new byte[] {1}))).isInstanceOf(RegistryException.class);
    }

    private Object read(byte[] value) {
        return converter.extractAndConvertValue(message(value), Scan.class);
    }

    private static ConsumerRecord<byte[], byte[]> message(byte[] value) {
        return new ConsumerRecord<>("scans", 0, 0, null, value);
    }
}

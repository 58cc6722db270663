package io.bisync.registry.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.registry.Registries;
import io.bisync.registry.Schema;
import io.bisync.registry.SchemaType;
import io.bisync.registry.SubjectNames;
import io.bisync.registry.UnfitValueException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Avro becomes the JSON that docs/adr/0064 writes down, and nothing but that. */
class AvroFormatTests {

    private static final org.apache.avro.Schema EVERYTHING = new org.apache.avro.Schema.Parser().parse("""
        {"type":"record","name":"Everything","namespace":"io.sample","fields":[
          {"name":"n","type":"null"}, {"name":"b","type":"boolean"}, {"name":"i","type":"int"}, {"name":"l","type":"long"},
          {"name":"f","type":"float"}, {"name":"d","type":"double"}, {"name":"s","type":"string"}, {"name":"y","type":"bytes"},
          {"name":"x","type":{"type":"fixed","name":"Three","size":3}},
          {"name":"e","type":{"type":"enum","name":"State","symbols":["OPEN","PAID"]}},
          {"name":"a","type":{"type":"array","items":"long"}}, {"name":"m","type":{"type":"map","values":"string"}},
          {"name":"u","type":["null","string","Everything"]}]}
        """);

    /** One value for each line of the table in the ADR; Avro's bytes are written by Avro itself. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "boolean"                                                            | true                 | true
        "int"                                                                | -2147483648          | -2147483648
        "long"                                                               | 9223372036854775807  | 9223372036854775807
        "float"                                                              | 0.1                  | 0.1
        "double"                                                             | 1.0E-5               | 1.0E-5
        "double"                                                             | NaN                  | "NaN"
        "double"                                                             | -Infinity            | "-Infinity"
        "string"                                                             | a"é                  | "a\\"é"
        {"type":"int","logicalType":"date"}                                  | 20089                | "2025-01-01"
        {"type":"int","logicalType":"date"}                                  | 2147483647           | 2147483647
        {"type":"int","logicalType":"time-millis"}                           | 43200001             | "12:00:00.001"
        {"type":"long","logicalType":"time-micros"}                          | 0                    | "00:00:00"
        {"type":"long","logicalType":"time-micros"}                          | 86400000000          | 86400000000
        {"type":"long","logicalType":"timestamp-millis"}                     | 1735689480123        | "2024-12-31T23:58:00.123Z"
        {"type":"long","logicalType":"timestamp-micros"}                     | -1                   | "1969-12-31T23:59:59.999999Z"
        {"type":"long","logicalType":"timestamp-micros"}                     | 9223372036854775807  | 9223372036854775807
        {"type":"long","logicalType":"timestamp-nanos"}                      | 1                    | "1970-01-01T00:00:00.000000001Z"
        {"type":"long","logicalType":"local-timestamp-millis"}               | 1735689480000        | "2024-12-31T23:58:00"
        {"type":"bytes","logicalType":"decimal","precision":9,"scale":2}     | 104.00               | "104.00"
        {"type":"bytes","logicalType":"decimal","precision":30,"scale":0}    | 12345678901234567890 | "12345678901234567890"
        {"type":"fixed","name":"D","size":9,"logicalType":"decimal","precision":20,"scale":4} | -0.0001 | "-0.0001"
        {"type":"string","logicalType":"uuid"}                               | 1f-not-looked-at     | "1f-not-looked-at"
        "bytes"                                                              | \\x00\\xff           | "XHgwMFx4ZmY="
        """)
    void eachTypeHasOneJson(String type, String value, String json) throws IOException {
        var schema = new org.apache.avro.Schema.Parser().parse(type);

        assertThat(json(schema, datum(schema, value))).isEqualTo(json);
    }

    @Test
    void membersStandAsTheSchemaHasThemAndUnionsAreTheirValue() throws IOException {
        var inner = everything().set("u", new Utf8("x")).build();
        var outer = everything()
                .set("u", inner)
                .set("a", List.of(1L, 2L))
                .set("m", Map.of("k", "v"))
                .build();
        var flat =
                "{\"n\":null,\"b\":true,\"i\":1,\"l\":2,\"f\":0.5,\"d\":0.25,\"s\":\"\",\"y\":\"AQ==\",\"x\":\"AQID\",\"e\":\"PAID\",\"a\":%s,\"m\":%s,\"u\":%s}";

        assertThat(json(EVERYTHING, outer))
                .isEqualTo(flat.formatted("[1,2]", "{\"k\":\"v\"}", flat.formatted("[]", "{}", "\"x\"")));
    }

    /** Blocks of arrays may come in any number, and with their size before them. */
    @Test
    void anArrayMayComeInBlocks() {
        var schema = new Schema(SchemaType.AVRO, "{\"type\":\"array\",\"items\":\"int\"}");

        assertThat(decoded(schema, new byte[] {2, 2, 3, 4, 4, 6, 0})).isEqualTo("[1,2,3]");
    }

    /** Whatever is written is read by Jackson as the same, and twice as the same bytes. */
    @Property(tries = 200)
    void whatIsWrittenIsReadTheSameEachTime(@ForAll long seed) throws IOException {
        var value = (GenericData.Record) Objects.requireNonNull(random(EVERYTHING, new Random(seed), 0));
        var bytes = bytes(EVERYTHING, value);
        var schema = new Schema(SchemaType.AVRO, EVERYTHING.toString());

        var json = decoded(schema, bytes);

        assertThat(decoded(schema, bytes)).isEqualTo(json);
        assertSame(JsonMapper.shared().readTree(json), value);
    }

    /** Any other bytes are refused by name or are JSON of the schema: nothing else comes out, and no memory goes. */
    @Property(tries = 2_000)
    void damagedBytesAreReadOrRefused(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        var bytes = bytes(EVERYTHING, random(EVERYTHING, random, 0));
        for (var i = 0; i <= random.nextInt(4); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        try {
            JsonMapper.shared()
                    .readTree(decoded(
                            new Schema(SchemaType.AVRO, EVERYTHING.toString()),
                            Arrays.copyOf(bytes, random.nextInt(bytes.length + 1))));
        } catch (UnfitValueException refused) {
            assertThat(refused.code()).isEqualTo("BI-REGISTRY-05");
        }
    }

    /** An array of four billion nothings is a few bytes long. */
    @Test
    void aValueThatWouldFillTheMemoryIsRefused() {
        var nothings = new Schema(SchemaType.AVRO, "{\"type\":\"array\",\"items\":\"null\"}");

        assertThatThrownBy(() -> decoded(nothings, new byte[] {-128, -128, -128, -128, 32, 0}))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("67108864 bytes");
    }

    @Test
    void bytesBehindTheEndAreRefused() {
        assertThatThrownBy(() -> decoded(new Schema(SchemaType.AVRO, "\"int\""), new byte[] {2, 2}))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("1 bytes stand behind its end");
    }

    @Test
    void aSchemaThatIsNoneIsRefused() {
        assertThatThrownBy(() -> decoded(new Schema(SchemaType.AVRO, "{\"type\":\"recrd\"}"), new byte[0]))
                .isInstanceOfSatisfying(
                        UnfitValueException.class, it -> assertThat(it.code()).isEqualTo("BI-REGISTRY-04"));
    }

    private static GenericRecordBuilder everything() {
        return new GenericRecordBuilder(EVERYTHING)
                .set("n", null)
                .set("b", true)
                .set("i", 1)
                .set("l", 2L)
                .set("f", 0.5f)
                .set("d", 0.25)
                .set("s", "")
                .set("y", ByteBuffer.wrap(new byte[] {1}))
                .set("x", new GenericData.Fixed(EVERYTHING.getField("x").schema(), new byte[] {1, 2, 3}))
                .set("e", new GenericData.EnumSymbol(EVERYTHING.getField("e").schema(), "PAID"))
                .set("a", List.of())
                .set("m", Map.of())
                .set("u", null);
    }

    private static Object datum(org.apache.avro.Schema schema, String value) {
        var decimal = schema.getLogicalType() instanceof org.apache.avro.LogicalTypes.Decimal;
        return switch (schema.getType()) {
            case BOOLEAN -> Boolean.valueOf(value);
            case INT -> Integer.valueOf(value);
            case LONG -> Long.valueOf(value);
            case FLOAT -> Float.valueOf(value);
            case DOUBLE -> Double.valueOf(value);
            case STRING -> value;
            case BYTES ->
                ByteBuffer.wrap(decimal ? new BigDecimal(value).unscaledValue().toByteArray() : value.getBytes(UTF_8));
            case FIXED -> new GenericData.Fixed(schema, extended(new BigDecimal(value).unscaledValue(), schema));
            default -> throw new IllegalArgumentException(value);
        };
    }

    private static byte[] extended(BigInteger number, org.apache.avro.Schema fixed) {
        var all = new byte[fixed.getFixedSize()];
        Arrays.fill(all, (byte) (number.signum() < 0 ? -1 : 0));
        var bytes = number.toByteArray();
        System.arraycopy(bytes, 0, all, all.length - bytes.length, bytes.length);
        return all;
    }

    private static @Nullable Object random(org.apache.avro.Schema schema, Random random, int depth) {
        return switch (schema.getType()) {
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt() >> random.nextInt(32);
            case LONG -> random.nextLong() >> random.nextInt(64);
            case FLOAT -> Float.intBitsToFloat(random.nextInt());
            case DOUBLE -> Double.longBitsToDouble(random.nextLong());
            case STRING -> text(random);
            case BYTES -> ByteBuffer.wrap(bytes(random, random.nextInt(20)));
            case FIXED -> new GenericData.Fixed(schema, bytes(random, schema.getFixedSize()));
            case ENUM ->
                new GenericData.EnumSymbol(schema, schema.getEnumSymbols().get(random.nextInt(2)));
            case ARRAY -> {
                var elements = new ArrayList<Object>();
                for (var i = random.nextInt(4); i > 0; i--) {
                    elements.add(random(schema.getElementType(), random, depth));
                }
                yield elements;
            }
            case MAP -> {
                var members = new HashMap<String, Object>();
                for (var i = random.nextInt(4); i > 0; i--) {
                    members.put(text(random), random(schema.getValueType(), random, depth));
                }
                yield members;
            }
            case UNION -> random(schema.getTypes().get(random.nextInt(depth > 3 ? 2 : 3)), random, depth + 1);
            case RECORD -> {
                var record = new GenericData.Record(schema);
                schema.getFields().forEach(it -> record.put(it.pos(), random(it.schema(), random, depth)));
                yield record;
            }
            case NULL -> null;
        };
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (var i = random.nextInt(6); i > 0; i--) {
            var point = random.nextInt(random.nextBoolean() ? 0x80 : Character.MAX_CODE_POINT + 1);
            text.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? 'x' : point);
        }
        return text.toString();
    }

    private static byte[] bytes(Random random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void assertSame(JsonNode json, GenericData.Record value) {
        var names = new ArrayList<String>();
        json.propertyNames().forEach(names::add);
        assertThat(names)
                .isEqualTo(value.getSchema().getFields().stream()
                        .map(org.apache.avro.Schema.Field::name)
                        .toList());
        assertThat(json.get("l").longValue()).isEqualTo(value.get("l"));
        assertThat(json.get("s").asString()).isEqualTo(value.get("s"));
        var d = (Double) value.get("d");
        assertThat(Double.valueOf(json.get("d").asString())).isEqualTo(d);
        assertThat(json.get("a").size()).isEqualTo(((List<?>) value.get("a")).size());
        ((Map<?, ?>) value.get("m"))
                .forEach((key, one) ->
                        assertThat(json.get("m").get(key.toString()).asString()).isEqualTo(one));
        if (value.get("u") instanceof GenericData.Record inner) {
            assertSame(json.get("u"), inner);
        }
    }

    private static String json(org.apache.avro.Schema schema, Object datum) throws IOException {
        return decoded(new Schema(SchemaType.AVRO, schema.toString()), bytes(schema, datum));
    }

    private static String decoded(Schema schema, byte[] bytes) {
        var decoder = new AvroFormat(Registries.at(URI.create("http://127.0.0.1:1")), SubjectNames.TOPIC)
                .decoder(schema, _ -> schema);
        return new String(decoder.json(bytes, 0), UTF_8);
    }

    private static byte[] bytes(org.apache.avro.Schema schema, @Nullable Object datum) throws IOException {
        var out = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<>(schema).write(datum, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}

package io.bisync.registry.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import io.bisync.registry.Registries;
import io.bisync.registry.Schema;
import io.bisync.registry.SchemaType;
import io.bisync.registry.SubjectNames;
import io.bisync.registry.UnfitValueException;
import io.bisync.registry.WireFormat;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Protobuf becomes the JSON that docs/adr/0064 writes down. */
class ProtobufFormatTests {

    private static final String PROTO = """
        syntax = "proto3";
        package io.sample;
        import "google/protobuf/timestamp.proto";
        import "google/protobuf/wrappers.proto";
        import "google/protobuf/struct.proto";
        option java_package = "io.sample"; // comments and options stay out of it
        enum State { OPEN = 0; PAID = 1; }
        message Other { bool told = 1; }
        message Everything {
          reserved 90 to 95;
          int32 i = 1; sint64 l = 2; uint32 ui = 3; fixed64 ul = 4;
          float f = 5; double d = 6; bool b = 7; string s = 8; bytes y = 9;
          State e = 10; optional string os = 11; Other o = 12;
          repeated int64 a = 13; map<string, State> m = 14; map<int32, Other> im = 15;
          google.protobuf.Timestamp at = 16; google.protobuf.Int64Value w = 17; google.protobuf.Struct j = 18;
          oneof choice { string left = 19; Inner right = 20; }
          message Inner { message Deepest { int32 z = 1; } string x = 1; Everything again = 2; }
          string order_id = 21 [json_name = "orderId"];
        }
        """;

    private static final Schema SCHEMA = new Schema(SchemaType.PROTOBUF, PROTO);
    private static final ProtobufFormat FORMAT =
            new ProtobufFormat(Registries.at(URI.create("http://127.0.0.1:1")), SubjectNames.TOPIC);
    private static final ValueDecoder DECODER = FORMAT.decoder(SCHEMA, ProtobufFormatTests::nothing);
    private static final Descriptor EVERYTHING =
            Objects.requireNonNull(ProtobufFormat.file(PROTO).findMessageTypeByName("Everything"));
    private static final String EMPTY =
            "\"i\":0,\"l\":0,\"ui\":0,\"ul\":0,\"f\":0.0,\"d\":0.0,\"b\":false,\"s\":\"\",\"y\":\"\",\"e\":\"OPEN\",";

    /** Fields without presence are always there, those with it where they are set, names as the file has them. */
    @Test
    void whatHasNoPresenceHasItsDefault() throws Exception {
        assertThat(json("")).isEqualTo("{" + EMPTY + "\"a\":[],\"m\":{},\"im\":{},\"order_id\":\"\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        i: -2147483648                                  | "i":-2147483648
        l: -9223372036854775808                         | "l":-9223372036854775808
        ui: 4294967295                                  | "ui":4294967295
        ul: 18446744073709551615                        | "ul":18446744073709551615
        f: 0.1                                          | "f":0.1
        d: nan                                          | "d":"NaN"
        s: "a\\"b"                                      | "s":"a\\"b"
        y: "\\000\\377"                                 | "y":"AP8="
        e: PAID                                         | "e":"PAID"
        e: 7                                            | "e":7
        os: ""                                          | "os":""
        o { }                                           | "o":{"told":false}
        a: 1 a: 2                                       | "a":[1,2]
        m { key: "b" value: PAID } m { key: "a" }       | "m":{"a":"OPEN","b":"PAID"}
        m { key: "b" value: PAID } m { key: "b" }       | "m":{"b":"OPEN"}
        im { key: 10 value { } } im { key: 9 value { told: true } } | "im":{"10":{"told":false},"9":{"told":true}}
        at { seconds: 1735689480 nanos: 123000000 }     | "at":"2024-12-31T23:58:00.123Z"
        at { seconds: 9223372036854775807 }             | "at":9223372036854775807
        w { value: 9007199254740993 }                   | "w":9007199254740993
        w { }                                           | "w":0
        j { fields { key: "k" value { list_value { values { null_value: NULL_VALUE } values { number_value: 1 } values { bool_value: true } } } } } | "j":{"k":[null,1.0,true]}
        left: "x"                                       | "left":"x"
        right { x: "y" }                                | "right":{"x":"y"}
        order_id: "1"                                   | "order_id":"1"
        """)
    void eachTypeHasOneJson(String text, String member) throws Exception {
        assertThat(json(text)).contains(member);
    }

    @Test
    void theSameBytesAreTheSameJson() throws Exception {
        var bytes = framed(message("m { key: \"b\" } m { key: \"a\" } s: \"é\""));

        assertThat(DECODER.json(bytes, 5)).isEqualTo(DECODER.json(bytes, 5));
    }

    @Property(tries = 1_000)
    void damagedBytesAreReadOrRefused(@ForAll long seed) throws Exception {
        var random = new Random(seed);
        var bytes = framed(
                message("i: 5 s: \"text\" o { told: true } a: 1 a: 300 m { key: \"b\" value: PAID } at { seconds: 5 }"
                        + " right { again { l: 7 } }"));
        for (var i = 0; i <= random.nextInt(4); i++) {
            bytes[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt();
        }
        try {
            JsonMapper.shared().readTree(DECODER.json(Arrays.copyOf(bytes, 5 + random.nextInt(bytes.length - 4)), 5));
        } catch (UnfitValueException refused) {
            assertThat(refused.code()).isIn("BI-REGISTRY-03", "BI-REGISTRY-05");
        }
    }

    @Test
    void theMessageIsTheOneWhosePlaceIsNamed() {
        var deepest =
                Objects.requireNonNull(EVERYTHING.findNestedTypeByName("Inner")).findNestedTypeByName("Deepest");
        var message = DynamicMessage.newBuilder(deepest)
                .setField(Objects.requireNonNull(deepest.findFieldByName("z")), 3)
                .build();
        var framed = WireFormat.frame(1, List.of(1, 0, 0), message.toByteArray());

        // Those that maps are made of do not count.
        assertThat(new String(DECODER.json(framed, 5), UTF_8)).isEqualTo("{\"z\":3}");
        assertThatThrownBy(() -> DECODER.json(WireFormat.frame(1, List.of(9), new byte[0]), 5))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("[9]");
    }

    @Test
    void aFieldThatTheSchemaDoesNotHaveIsNotLostInSilence() {
        assertThatThrownBy(() -> DECODER.json(WireFormat.frame(1, List.of(0), new byte[] {(byte) 0xC0, 6, 1}), 5))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("io.sample.Other holds field 104");
    }

    @Test
    void whatIsImportedComesFromTheRegistry() {
        var money = new Schema(
                SchemaType.PROTOBUF, "syntax = \"proto3\"; package shared; message Money { string amount = 1; }");
        var order = new Schema(
                SchemaType.PROTOBUF,
                "syntax = \"proto3\"; import \"shared/money.proto\"; message Order { shared.Money total = 1; }",
                List.of(new Schema.Reference("shared/money.proto", "money", 1)));

        var decoder = FORMAT.decoder(order, _ -> money);

        assertThat(new String(decoder.json(new byte[] {0, 10, 3, 10, 1, '5'}, 0), UTF_8))
                .isEqualTo("{\"total\":{\"amount\":\"5\"}}");
    }

    @ParameterizedTest
    @CsvSource({"message A { Nobody x = 1; }", "messag A {}", "import \"missing.proto\"; message A {}"})
    void aSchemaThatIsNoneIsRefused(String proto) {
        assertThatThrownBy(() -> ProtobufFormat.file("syntax = \"proto3\"; " + proto))
                .isInstanceOfSatisfying(
                        UnfitValueException.class, it -> assertThat(it.code()).isEqualTo("BI-REGISTRY-04"));
    }

    private static String json(String text) throws Exception {
        return new String(DECODER.json(framed(message(text)), 5), UTF_8);
    }

    private static byte[] framed(DynamicMessage message) {
        return WireFormat.frame(7, List.of(1), message.toByteArray());
    }

    private static DynamicMessage message(String text)
            throws TextFormat.ParseException, InvalidProtocolBufferException {
        var builder = DynamicMessage.newBuilder(EVERYTHING);
        TextFormat.merge(text, builder);
        return builder.build();
    }

    private static Schema nothing(Schema.Reference reference) {
        throw new IllegalArgumentException(reference.name());
    }
}

package io.bisync.record;

import static io.bisync.row.Orders.JSON;
import static io.bisync.row.Orders.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactorTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"remark\":1}|{}",
                "{\"remark\":1,\"a\":2}|{\"a\":2}",
                "{\"a\":2,\"remark\":1}|{\"a\":2}",
                "{\"a\":2,\"remark\":1,\"b\":3}|{\"a\":2,\"b\":3}",
                "{\"remark\":1,\"receiver_x\":{\"a\":[1,\"}\"]},\"a\":2}|{\"a\":2}",
                "{\"a\":2,\"remark\":1,\"receiver_x\":[{}]}|{\"a\":2}",
                "{ \"remark\" : 1 , \"a\" : 2 }|{  \"a\" : 2 }",
                "{ \"a\" : 2 , \"remark\" : 1 }|{ \"a\" : 2  }",
                "{\"new\":{\"myPhoneNo\":1,\"b\":[{\"e-mail\":2,\"c\":3}]}}|{\"new\":{\"b\":[{\"c\":3}]}}",
                "{\"finances\":{\"buyer\":1}}|{\"finances\":{}}",
                "{\"items\":[{\"remark\":1,\"oi_id\":2},{\"oi_id\":3,\"remark\":{}}]}|{\"items\":[{\"oi_id\":2},{\"oi_id\":3}]}",
                "{\"pays\":[{\"remark\":1}]}|{\"pays\":[{\"remark\":1}]}",
                "{\"rem\\u0061rk\":1,\"status\":\"re\\\"mark\"}|{\"status\":\"re\\\"mark\"}",
                "{\"receiver_name\":\"\\\\\",\"a\":\"\\\\\"}|{\"a\":\"\\\\\"}",
                "{}|{}",
            })
    void personalMembersGoAndTheRestStaysByteForByte(String json, String expected) {
        var out = new ByteArrayOutputStream();
        redact("..." + json + "...", 3, 3 + json.getBytes(StandardCharsets.UTF_8).length, out);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
    }

    @Test
    void itCountsWhatItTakesOut() {
        assertThat(redact("{\"remark\":{\"phone\":1},\"items\":[{\"remark\":2}],\"x\":{\"email\":3}}"))
                .isEqualTo(3);
    }

    @Test
    void brokenStructureIsRefusedAndBrokenTextIsNot() {
        for (var broken :
                List.of("{\"remark\":1", "{\"remark\":}", "{\"a\" 1}", "{\"a\":1}}", "{\"a\":1,}", "[1", "", "{\"a")) {
            assertThatThrownBy(() -> redact(broken)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(redact("{\"a\":\"\\x\",\"b\":nope}")).isZero();
    }

    @Property(tries = 500)
    void whatStaysIsWhatAJsonLibraryWouldKeep(@ForAll("members") List<String> members) {
        var json = "{" + String.join(",", members) + "}";
        var out = new ByteArrayOutputStream();
        int cut = redact(json, 0, json.length(), out);
        var expected = JSON.createObjectNode();
        members.stream()
                .filter(it -> !it.contains("remark") && !it.contains("phone"))
                .map(it -> JSON.readTree("{" + it + "}"))
                .forEach(it -> it.propertyStream().forEach(member -> expected.set(member.getKey(), member.getValue())));
        assertThat(JSON.readTree(out.toByteArray())).isEqualTo(expected);
        assertThat(cut).isEqualTo(members.size() - expected.size());
    }

    @Provide
    Arbitrary<List<String>> members() {
        var name = Arbitraries.of("remark", "xphone", "a", "b", "c", "status", "o_id", "receiver_phone", "phone");
        var value =
                Arbitraries.of("1", "\"}\"", "\"\\\"\"", "[ ]", "[{},[1,2]]", "{\"x\":{\"y\":[0]}}", "null", "-1.5e3");
        return Combinators.combine(name, value)
                .as((n, v) -> "\"" + n + "\":" + v)
                .list()
                .uniqueElements(it -> it.substring(0, it.indexOf(':')))
                .ofMaxSize(7);
    }

    private int redact(String json) {
        return redact(json, 0, json.getBytes(StandardCharsets.UTF_8).length, new ByteArrayOutputStream());
    }

    private int redact(String json, int from, int to, ByteArrayOutputStream out) {
        return new Redactor(new RecordSchema(PLAIN), "7")
                .redact(json.getBytes(StandardCharsets.UTF_8), from, to, out)
                .removed();
    }
}

package io.bisync.leke.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.json.JsonMapper;

/** What is cut out of a body is what somebody put in, byte for byte, however it is written around. */
class EventCutterPropertyTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Written as a client may: members in any order, blanks anywhere. */
    record Written(Map<String, String> attributes, String data, String body) {}

    @Property(tries = 300)
    void anEventHasItsAttributesAndItsDataByteForByte(@ForAll("events") Written written) {
        var event = EventCutter.one(written.body().getBytes(UTF_8));

        assertThat(event.attributes()).isEqualTo(written.attributes());
        assertThat(new String(event.data(), UTF_8)).isEqualTo(written.data());
    }

    @Property(tries = 100)
    void aBatchIsItsEventsInTheirOrder(@ForAll("batches") List<Written> written) {
        var body = written.stream().map(Written::body).toList().toString();
        var events = EventCutter.batch(body.getBytes(UTF_8), written.size());

        assertThat(events.stream().map(it -> new String(it.data(), UTF_8)))
                .containsExactlyElementsOf(written.stream().map(Written::data).toList());
    }

    @Property(tries = 200)
    void aMemberThatStandsTwiceIsRefused(@ForAll("events") Written written, @ForAll Random random) {
        var names = new ArrayList<>(written.attributes().keySet());
        names.add("data");
        names.add("data_base64");
        var name = names.get(random.nextInt(names.size()));
        var twice = written.body().stripTrailing();
        // Also where a name is spelled with an escape.
        var spelled = random.nextBoolean() ? name : "\\u%04x".formatted((int) name.charAt(0)) + name.substring(1);

        assertRefused(twice.substring(0, twice.length() - 1) + ",\"" + spelled + "\":\"\"}");
    }

    @Property(tries = 300)
    void aBodyThatIsCutOffIsRefusedAndNeverAnythingElse(@ForAll("events") Written written, @ForAll Random random) {
        var body = written.body().strip();

        assertRefused(body.substring(0, random.nextInt(body.length())));
    }

    @Example
    void whatIsNoEventIsRefused() {
        for (var body : List.of(
                "",
                "[]",
                "1",
                "{\"data\":1} {}",
                "{\"id\":\"1\"}",
                "{\"Id\":\"1\",\"data\":1}",
                "{\"id\":{},\"data\":1}",
                "{\"id\":\"\\q\",\"data\":1}",
                "{\"id\":\"\\u0000\",\"data\":1}",
                "{\"id\":01,\"data\":1}",
                "{\"data_base64\":\"*\"}",
                "{\"id\":\"" + "x".repeat(501) + "\",\"data\":1}")) {
            assertRefused(body);
        }
    }

    @Example
    void dataMayComeInBase64() {
        var base64 = Base64.getEncoder().encodeToString("{\"n\":900719925474099301}".getBytes(UTF_8));

        assertThat(new String(
                        EventCutter.one(("{\"data_base64\":\"" + base64 + "\"}").getBytes(UTF_8))
                                .data(),
                        UTF_8))
                .isEqualTo("{\"n\":900719925474099301}");
    }

    private static void assertRefused(String body) {
        assertThatExceptionOfType(RefusedException.class)
                .as(body)
                .isThrownBy(() -> EventCutter.one(body.getBytes(UTF_8)))
                .satisfies(it -> assertThat(it.answer.refusal()).isEqualTo(Refusal.MALFORMED));
    }

    @Provide
    Arbitrary<List<Written>> batches() {
        return events().list().ofMaxSize(5);
    }

    @Provide
    Arbitrary<Written> events() {
        var names = Arbitraries.strings()
                .withChars("abcdefghijklmnopqrstuvwxyz0123456789")
                .ofMinLength(1)
                .ofMaxLength(20)
                .filter(it -> !it.equals("data"));
        var values = Arbitraries.of("a", "é", "王", "😀", "\"", "\\", "/", " ")
                .list()
                .ofMaxSize(10)
                .map(it -> String.join("", it));
        return Combinators.combine(Arbitraries.maps(names, values).ofMaxSize(6), data(), Arbitraries.randoms())
                .as(EventCutterPropertyTests::write);
    }

    /** As text, which the cutter must not read. */
    private static Arbitrary<String> data() {
        var scalars = Arbitraries.of(
                "900719925474099301", "1.0E2", "-0.00", "\"a\\\"}]\"", "\"\\u738b王\"", "null", "true", "[ ]", "{ }");
        return Arbitraries.recursive(
                () -> scalars,
                inner -> Combinators.combine(inner, inner, blanks())
                        .as((one, two, blank) ->
                                "{\"a\"" + blank + ":" + one + ",\"b\":[" + blank + two + "]" + blank + "}"),
                0,
                3);
    }

    private static Arbitrary<String> blanks() {
        return Arbitraries.of("", " ", "\n\t", "\r\n");
    }

    private static Written write(Map<String, String> attributes, String data, Random random) {
        var members = new ArrayList<String>();
        attributes.forEach((name, value) -> members.add("\"" + name + "\"" + blank(random) + ":" + blank(random)
                + JSON.writeValueAsString(value) + blank(random)));
        members.add("\"data\":" + blank(random) + data + blank(random));
        Collections.shuffle(members, random);
        return new Written(
                new LinkedHashMap<>(attributes),
                data,
                blank(random) + "{" + blank(random) + String.join("," + blank(random), members) + "}" + blank(random));
    }

    private static String blank(Random random) {
        return List.of("", " ", "\n\t", "\r\n").get(random.nextInt(4));
    }
}

package io.bisync.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LenientScannerTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[ ]",
                "{\"a\":[1,{\"b\":\"}]\"}],\"c\":null}",
                "\"a \\\" quote and a \\\\\"",
                "-1.5e3",
                "nonsense",
                "\"\u0000 and \\ud800\"",
                "[00,+1,,]"
            })
    void aValueIsPassedWholeWhateverItIsWorth(String value) {
        var scanner = scanner(" " + value + ",\"next\"");
        scanner.skip();
        assertThat(scanner.at()).isEqualTo(1 + value.getBytes(StandardCharsets.UTF_8).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1", "\"open", "\"open\\\"", "]", "}", ",", ":"})
    void brokenStructureIsRefused(String value) {
        assertThatThrownBy(() -> scanner(value).skip())
                .isInstanceOf(BrokenJsonException.class)
                .hasMessageStartingWith("Not JSON: it has ")
                .hasMessageContaining(" at byte ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,}", "{\"a\":1 \"b\":2}", "{\"a\" 1}", "{1:2}", "{\"a\":1]", "{\"a\":1"})
    void anObjectThatIsNoneIsRefused(String object) {
        assertThatThrownBy(() -> names(object)).isInstanceOf(BrokenJsonException.class);
    }

    @Test
    void membersComeOneByOneWithTheirNamesDecoded() {
        assertThat(names("{ \"a\" : 1 ,\n\"\\u7ea2\\n\":[{}], \"红\":\"x\"}")).containsExactly("a", "红\n", "红");
        assertThat(names("{ }")).isEmpty();
    }

    @Test
    void aControlCharacterBetweenMembersSpoilsNothingAroundIt() {
        assertThat(names("{\u0001\"a\"\u0000:1\u001f,\"b\":2\u0002}")).containsExactly("a", "b");
    }

    private static List<String> names(String object) {
        var scanner = scanner(object);
        var names = new ArrayList<String>();
        scanner.peek();
        boolean more = scanner.opens('}');
        while (more) {
            scanner.name();
            names.add(scanner.text());
            scanner.skip();
            more = scanner.continues('}');
        }
        assertThat(scanner.isAtEnd()).isTrue();
        return names;
    }

    private static LenientScanner scanner(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new LenientScanner(bytes, 0, bytes.length);
    }
}

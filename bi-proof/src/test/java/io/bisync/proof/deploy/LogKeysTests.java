package io.bisync.proof.deploy;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever searches the logs of all services finds the same thing under the same key. */
class LogKeysTests {

    private static final Pattern JAVA = Pattern.compile(".*/src/main/java/.*\\.java");
    private static final Pattern KEY = Pattern.compile("addKeyValue\\(\\s*\"([^\"]+)\"");

    @Test
    void noLineHasAKeyThatThePageOfErrorsDoesNotName() {
        var used = Checkout.sources().stream()
                .filter(file -> JAVA.matcher(file.toString()).matches())
                .map(Checkout::text)
                .flatMap(source -> KEY.matcher(source).results())
                .map(found -> found.group(1))
                .collect(toCollection(TreeSet::new));
        assertThat(used)
                .contains("account", "entity", "topic", "partition", "offset", "label", "table", "rows", "code");
        var named = Pattern.compile("(?m)^\\| `([a-z]+)` \\| ")
                .matcher(section("## Keys of log lines"))
                .results()
                .map(found -> found.group(1))
                .collect(toCollection(TreeSet::new));
        assertThat(named).isEqualTo(used);
    }

    private static String section(String heading) {
        var page = Checkout.text("docs/errors.md");
        return page.substring(page.indexOf(heading));
    }
}

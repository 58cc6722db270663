package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every type that a page names in code style exists: one of ours in the sources, another's in the imports. */
class NamedTypesTests {

    /** Two humps: `Order` is a word, `RangeBuffer` a type. What stands in a path, a meter or a message is neither. */
    private static final Pattern NAMED =
            Pattern.compile("`(?:io\\.bisync\\.[a-z.]+\\.)?([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)(?:[.#(][^`\\s]*)?`");

    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|interface|enum|record) ([A-Z]\\w+)");
    private static final Pattern IMPORTED = Pattern.compile("\\bimport (?:static )?[\\w.]*?\\.([A-Z]\\w+)");

    /** What is no import of ours: the call of our gRPC service, and words of the JDK and of Spring. */
    private static final Set<String> WORDS = Set.of("LoadWindow", "OutOfMemoryError", "SimpleAsyncTaskScheduler");

    @Test
    void everyTypeThatAPageNamesExists() {
        var known = new TreeSet<>(WORDS);
        Checkout.sources().stream()
                .filter(it -> it.toString().endsWith(".java"))
                .map(Checkout::text)
                .forEach(text -> {
                    DECLARED.matcher(text).results().forEach(it -> known.add(it.group(1)));
                    IMPORTED.matcher(text).results().forEach(it -> known.add(it.group(1)));
                });
        var named = new TreeSet<String>();
        pages().flatMap(NamedTypesTests::named).forEach(named::add);
        assertThat(named).isNotEmpty().isSubsetOf(known);
    }

    private static Stream<Path> pages() {
        return Stream.of(
                        "",
                        "docs",
                        "docs/adr",
                        "bi-common",
                        "bi-api-jushuitan",
                        "bi-api-leke",
                        "bi-basic",
                        "bi-cron",
                        "bi-local",
                        "bi-proof")
                .flatMap(folder -> Checkout.files(folder, ".md").stream());
    }

    private static Stream<String> named(Path page) {
        return NAMED.matcher(Checkout.text(page)).results().map(it -> it.group(1));
    }
}

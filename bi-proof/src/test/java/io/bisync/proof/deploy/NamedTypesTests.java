package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a page names in code style exists: types in sources and imports, settings and meters, files. */
class NamedTypesTests {

    /** Two humps: `Order` is a word, `RangeBuffer` a type. What stands in a path, a meter or a message is neither. */
    private static final Pattern NAMED =
            Pattern.compile("`(?:io\\.bisync\\.[a-z.]+\\.)?([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)(?:[.#(][^`\\s]*)?`");

    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|interface|enum|record) ([A-Z]\\w+)");
    private static final Pattern IMPORTED = Pattern.compile("\\bimport (?:static )?[\\w.]*?\\.([A-Z]\\w+)");

    /** What is no import of ours: calls of our gRPC services, and words of the JDK and of Spring. */
    private static final Set<String> WORDS = Set.of("OutOfMemoryError", "PublishStream", "SimpleAsyncTaskScheduler");

    /** A setting or a meter, or what they begin with. */
    private static final Pattern NAMED_KEY = Pattern.compile("`(bi\\.[a-z][a-z.-]*[a-z])[^a-z`<]*`");

    private static final Pattern KEY = Pattern.compile("[\"(\\s](bi\\.[a-z.-]+)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");

    /** What a decision did away with. */
    private static final Set<String> GONE = Set.of("bi.pull.interval");

    @Test
    void everySettingAndMeterThatAPageNamesExists() {
        var known = new TreeSet<>(GONE);
        Stream.concat(
                        Checkout.sources().stream()
                                .filter(it -> it.toString().matches(".*/src/main/.*[.](java|yml|properties)")),
                        Stream.of(Checkout.path("docs/settings.md")))
                .map(Checkout::text)
                .forEach(text -> KEY.matcher(text.replace('`', ' ')).results().forEach(it -> known.add(it.group(1))));

        assertThat(pages().flatMap(page -> named(page, NAMED_KEY)).distinct())
                .isNotEmpty()
                .allMatch(name -> known.stream()
                        .anyMatch(it -> it.equals(name) || it.startsWith(name + ".") || name.startsWith(it + ".")));
    }

    @Test
    void everyFileThatAPageLinksToExists() {
        assertThat(pages().flatMap(page ->
                        named(page, LINK).map(it -> page.resolveSibling(it).normalize())))
                .isNotEmpty()
                .allMatch(Files::exists);
    }

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
        pages().flatMap(page -> named(page, NAMED)).forEach(named::add);
        assertThat(named).isNotEmpty().isSubsetOf(known);
    }

    private static Stream<Path> pages() {
        return Stream.of(
                        "",
                        "docs",
                        "docs/adr",
                        "bi-bridge-api",
                        "bi-common",
                        "bi-jushuitan-openapi",
                        "bi-api-jushuitan",
                        "bi-api-leke",
                        "bi-basic",
                        "bi-cron",
                        "bi-local",
                        "bi-proof")
                .flatMap(folder -> Checkout.files(folder, ".md").stream());
    }

    private static Stream<String> named(Path page, Pattern pattern) {
        return pattern.matcher(Checkout.text(page)).results().map(it -> it.group(1));
    }
}

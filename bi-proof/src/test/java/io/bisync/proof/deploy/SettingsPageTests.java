package io.bisync.proof.deploy;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/settings.md against what the compiler found in the settings records. */
class SettingsPageTests {

    private static final String PAGE = "docs/settings.md";
    private static final Pattern SETTING = Pattern.compile("(?m)^\\| `([a-z.-]+)` \\| (none|`([^`]*)`) \\| \\S.* \\|$");
    private static final Pattern MEMORY = Pattern.compile("(?m)^\\| (\\d+) \\| ([\\d.]+) (minutes|hours) \\|$");

    @Test
    void thePageNamesEverySettingWithItsDefaultAndNoOther() {
        Map<String, String> settings = new TreeMap<>();
        metadata("properties")
                .forEach(it ->
                        settings.put(it.at("name").text(), it.at("defaultValue").textOr("none")));
        var page = rows(SETTING).collect(toMap(row -> row.group(1), SettingsPageTests::defaultValue));
        assertThat(settings).containsKey("bi.loading.linger");
        assertThat(page).containsExactlyInAnyOrderEntriesOf(settings);
    }

    @Test
    void whatAnEditorShowsOfASettingIsASentence() {
        assertThat(metadata("properties"))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.at("description").textOr("nothing"))
                        .as(it.at("name").text())
                        .matches("[A-Z].*[.]")
                        .doesNotContain("{@", "<"));
    }

    @Test
    void anEditorIsGivenValuesOfSettingsThatExist() {
        var settings = metadata("properties").map(it -> it.at("name").text()).collect(toSet());
        assertThat(metadata("hints")
                        .map(it -> it.at("name").text().replaceFirst("[.](keys|values)$", ""))
                        .toList())
                .isNotEmpty()
                .allMatch(settings::contains);
    }

    /** The table itself is written by {@code ./bi entity}. */
    @Test
    void theBudgetEndsWithTheLabelsThatDeployHasKept() {
        assertThat(MEMORY.matcher(Checkout.text(PAGE)).results().map(row -> row.group(1)))
                .last()
                .satisfies(raised ->
                        assertThat(Checkout.text("docker-compose.yml")).contains("label_keep_max_num = " + raised));
    }

    private static Stream<Node> metadata(String part) {
        return Stream.of("bi-common", "bi-api-jushuitan", "bi-api-leke", "bi-basic", "bi-cron")
                .flatMap(it -> Node.readJson(it + "/target/classes/META-INF/spring-configuration-metadata.json")
                        .at(part)
                        .items()
                        .stream());
    }

    private static String defaultValue(MatchResult row) {
        return row.group(3) == null ? row.group(2) : row.group(3);
    }

    private static Stream<MatchResult> rows(Pattern pattern) {
        return pattern.matcher(Checkout.text(PAGE)).results();
    }
}

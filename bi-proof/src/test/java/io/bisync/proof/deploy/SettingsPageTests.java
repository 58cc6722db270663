package io.bisync.proof.deploy;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
        for (var module : List.of("bi-common", "bi-api-jushuitan", "bi-basic", "bi-cron")) {
            for (var property : Node.readJson(module + "/target/classes/META-INF/spring-configuration-metadata.json")
                    .at("properties")
                    .items()) {
                settings.put(
                        property.at("name").text(), property.at("defaultValue").textOr("none"));
            }
        }
        var page = rows(SETTING).collect(toMap(row -> row.group(1), SettingsPageTests::defaultValue));
        assertThat(settings).containsKey("bi.loading.linger");
        assertThat(page).containsExactlyInAnyOrderEntriesOf(settings);
    }

    /** The table itself is written by {@code ./bi entity}. */
    @Test
    void theBudgetEndsWithTheLabelsThatDeployHasKept() {
        assertThat(MEMORY.matcher(Checkout.text(PAGE)).results().map(row -> row.group(1)))
                .last()
                .satisfies(raised ->
                        assertThat(Checkout.text("docker-compose.yml")).contains("label_keep_max_num = " + raised));
    }

    private static String defaultValue(MatchResult row) {
        return row.group(3) == null ? row.group(2) : row.group(3);
    }

    private static Stream<MatchResult> rows(Pattern pattern) {
        return pattern.matcher(Checkout.text(PAGE)).results();
    }
}

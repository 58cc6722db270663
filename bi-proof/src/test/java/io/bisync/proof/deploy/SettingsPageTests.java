package io.bisync.proof.deploy;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
    private static final Pattern BUDGET =
            Pattern.compile("(?m)^\\| (.*) \\| (\\d+) \\| (\\d+) \\| (\\d+)s \\| ([\\d.]+) \\|$");
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

    @Test
    void theBudgetIsPartitionsTimesTablesDividedByLinger() {
        assertThat(rows(BUDGET))
                .hasSize(3)
                .allSatisfy(row -> assertThat(number(row, 5))
                        .as(row.group(1))
                        .isEqualTo(number(row, 2) * number(row, 3) / number(row, 4), within(0.05)));
        assertThat(together())
                .isEqualTo(rows(BUDGET).mapToDouble(row -> number(row, 5)).sum(), within(0.05));
    }

    @Test
    void theBudgetCountsTheTablesAndLingersOfTheDefaults() {
        var lingers = rows(SETTING)
                .filter(row -> row.group(1).endsWith("linger"))
                .collect(toMap(row -> row.group(1), SettingsPageTests::defaultValue));
        assertThat(rows(BUDGET)).allSatisfy(row -> {
            var history = row.group(1).contains("history");
            assertThat(row.group(4) + "s")
                    .isEqualTo(lingers.get(history ? "bi.loading.history-linger" : "bi.loading.linger"));
            var source = row.group(1).startsWith("Leke") ? "ods_leke_" : "ods_jushuitan_";
            assertThat(Checkout.files("deploy/starrocks", ".sql"))
                    .filteredOn(file -> Checkout.name(file).startsWith(source))
                    .hasSize((int) number(row, 3));
        });
    }

    @Test
    void labelsLastAsLongAsTheBudgetGives() {
        assertThat(rows(MEMORY))
                .hasSize(2)
                .allSatisfy(row -> assertThat(number(row, 2) * (row.group(3).equals("hours") ? 3600 : 60))
                        .isCloseTo(number(row, 1) / together(), within(300.0)));
        assertThat(rows(MEMORY).map(row -> row.group(1)))
                .last()
                .satisfies(raised ->
                        assertThat(Checkout.text("docker-compose.yml")).contains("label_keep_max_num = " + raised));
    }

    private static double together() {
        return rows(Pattern.compile("(?m)^\\| together \\|.*\\| ([\\d.]+) \\|$"))
                .mapToDouble(row -> number(row, 1))
                .sum();
    }

    private static String defaultValue(MatchResult row) {
        return row.group(3) == null ? row.group(2) : row.group(3);
    }

    private static double number(MatchResult row, int group) {
        return Double.parseDouble(row.group(group));
    }

    private static Stream<MatchResult> rows(Pattern pattern) {
        return pattern.matcher(Checkout.text(PAGE)).results();
    }
}

package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Arguments of history loads against the usage text that bi-cron itself prints. */
class HistoryArgumentsTests {

    private static final String PACKAGE = "bi-cron/src/main/java/io/bisync/cron/history/";
    private static final Pattern ARGUMENT = Pattern.compile("(\\[?)(\\w+)=([^\\s\\]]+)");

    @Test
    void theCronJobAsksForWhatBiCronUnderstands() {
        assertUsable(cronJob().container().at("args").texts());
    }

    @Test
    void theOverlayAsksForWhatBiCronUnderstands() {
        for (var patch : Node.read(Workload.OVERLAY + "/kustomization.yaml")
                .at("patches")
                .items()) {
            var operation = Node.parse(patch.at("patch").text()).items().getFirst();
            assertThat(operation.at("path").text()).endsWith("/containers/0/args");
            assertUsable(operation.at("value").texts());
        }
    }

    @Test
    void theCommandThatComposeDocumentsAsksForWhatBiCronUnderstands() {
        var line = Checkout.text("docker-compose.yml")
                .lines()
                .filter(text -> text.contains("run --rm history "))
                .findFirst()
                .orElseThrow();
        assertUsable(List.of(
                line.substring(line.indexOf("history ") + "history ".length()).split(" ", -1)));
    }

    /** Else it is today: a pod that starts again after midnight would begin another load instead of going on. */
    @Test
    void theEndIsWrittenDown() {
        assertThat(cronJob().container().at("args").texts()).anyMatch(argument -> argument.startsWith("to="));
    }

    @Test
    void onlyWrongArgumentsAreFinal() {
        var code = Pattern.compile("USAGE\\((\\d+)\\)").matcher(Checkout.text(PACKAGE + "HistoryOutcome.java"));
        assertThat(code.find()).isTrue();
        var rules = Workload.documents().stream()
                .filter(document -> document.at("kind").text().equals("CronJob"))
                .findFirst()
                .orElseThrow()
                .at("spec", "jobTemplate", "spec", "podFailurePolicy", "rules")
                .items();
        assertThat(rules)
                .filteredOn(rule -> rule.at("action").text().equals("FailJob"))
                .singleElement()
                .satisfies(rule ->
                        assertThat(rule.at("onExitCodes", "values").texts()).containsExactly(code.group(1)));
    }

    private static void assertUsable(List<String> arguments) {
        var usage =
                Pattern.compile("USAGE = \"usage: ([^\"]+)\"").matcher(Checkout.text(PACKAGE + "UsageException.java"));
        assertThat(usage.find()).isTrue();
        var required = new TreeMap<String, String>();
        var known = new TreeMap<String, String>();
        ARGUMENT.matcher(usage.group(1)).results().forEach(match -> {
            known.put(match.group(2), match.group(3));
            if (match.group(1).isEmpty()) {
                required.put(match.group(2), match.group(3));
            }
        });
        assertThat(required).containsKeys("account", "entity", "from");

        var given = new TreeMap<String, String>();
        for (var argument : arguments) {
            int equals = argument.indexOf('=');
            assertThat(equals).as(argument).isPositive();
            assertThat(given.put(argument.substring(0, equals), argument.substring(equals + 1)))
                    .as(argument)
                    .isNull();
        }
        assertThat(known.keySet()).containsAll(given.keySet());
        assertThat(given.keySet()).containsAll(required.keySet());
        given.forEach((key, value) -> {
            var form = known.getOrDefault(key, "");
            switch (form) {
                case "<date>" -> assertThat(time(value)).isNotNull();
                default -> {
                    if (form.startsWith("<")) {
                        assertThat(value).isNotBlank();
                    } else {
                        assertThat(value).isEqualTo(form);
                    }
                }
            }
        });
        if (given.containsKey("to")) {
            assertThat(time(given.getOrDefault("from", ""))).isBefore(time(given.getOrDefault("to", "")));
        }
    }

    private static LocalDateTime time(String value) {
        return value.contains("T")
                ? LocalDateTime.parse(value)
                : LocalDate.parse(value).atStartOfDay();
    }

    private static Workload cronJob() {
        return Workload.all().stream()
                .filter(workload -> workload.kind().equals("CronJob"))
                .findFirst()
                .orElseThrow();
    }
}

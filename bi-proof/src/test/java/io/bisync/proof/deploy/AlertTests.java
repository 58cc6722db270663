package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The alerts stand on meters that exist, fire when they should, and say what to do. */
class AlertTests {

    private static final String FOLDER = "deploy/prometheus/";
    private static final List<String> FILES = List.of("alerts", "freshness");
    private static final Pattern METER = Pattern.compile("\\bbi_[a-z_]+");
    private static final Pattern NAMED = Pattern.compile("\"(bi\\.[a-z.]+[a-z])\"");
    private static final Pattern CODE = Pattern.compile("BI-[A-Z]+-\\d+");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    /** With the suffixes that Prometheus' registry gives to times and counters. */
    @Test
    void everyMeterOfAnAlertExists() {
        var files = new TreeMap<String, String>();
        Checkout.sources().stream()
                .filter(file -> file.toString().matches(".*/src/main/.*[.]java"))
                .map(Checkout::text)
                .forEach(text -> NAMED.matcher(text)
                        .results()
                        .forEach(it -> files.merge(it.group(1).replace('.', '_'), text, String::concat)));
        assertThat(FILES.stream()
                        .flatMap(file ->
                                METER.matcher(Checkout.text(rules(file))).results())
                        .map(it -> it.group()))
                .hasSizeGreaterThan(10)
                .contains("bi_freshness_seconds")
                .allSatisfy(meter -> {
                    var name = meter.replaceFirst("(_seconds|_total)$", "");
                    var made = files.getOrDefault(name, "");
                    assertThat(made).as(meter).isNotEmpty();
                    if (meter.endsWith("_seconds")) {
                        assertThat(made).as(meter).contains("baseUnit(\"seconds\")");
                    }
                    if (meter.endsWith("_total")) {
                        assertThat(made).as(meter).contains("Counter");
                    }
                });
    }

    @Test
    void everyAlertSaysWhatIsWrongWhatToDoAndWhereMoreIsWritten() {
        var codes = Checkout.text("docs/errors.md");
        assertThat(alerts()).hasSizeGreaterThan(10).allSatisfy(alert -> {
            assertThat(alert.at("labels", "severity").text()).isIn("critical", "warning");
            var notes = alert.at("annotations");
            assertThat(notes.fields()).containsOnlyKeys("summary", "description", "runbook");
            assertThat(notes.at("description").text()).endsWith(".");
            assertThat(CODE.matcher(notes.at("description").text()).results())
                    .allMatch(it -> codes.contains("| " + it.group() + " |"));
            var runbook = notes.at("runbook").text().split("#", 2);
            assertThat(runbook).hasSize(2);
            assertThat(anchors(Checkout.text(runbook[0]))).contains(runbook[1]);
        });
    }

    @Test
    void everyAlertHasAnExampleInWhichItFires() {
        var fired = FILES.stream()
                .flatMap(file -> Node.read(examples(file)).at("tests").items().stream())
                .flatMap(test -> test.at("alert_rule_test").items().stream())
                .filter(check -> !check.at("exp_alerts").items().isEmpty())
                .map(check -> check.at("alertname").text())
                .distinct();
        assertThat(fired)
                .containsExactlyInAnyOrderElementsOf(
                        alerts().stream().map(it -> it.at("alert").text()).toList());
    }

    @ParameterizedTest
    @FieldSource("FILES")
    void prometheusAgrees(String file) throws Exception {
        for (var question : List.of(List.of("check", rules(file)), List.of("test", examples(file)))) {
            var ended = run(List.of("promtool", question.getFirst(), "rules", question.getLast()));
            assumeTrue(ended != null, "promtool is not on the PATH (Debian: prometheus), so alerts are not tried");
            assertThat(ended.code()).as(ended.printed()).isZero();
        }
    }

    @Test
    void theOperatorGetsTheSameRules() throws Exception {
        var printed = run(List.of("sh", "deploy/prometheus/prometheus-rule.sh"));
        assertThat(printed).isNotNull();
        var rule = Node.parse(printed.printed());
        assertThat(rule.at("kind").text()).isEqualTo("PrometheusRule");
        assertThat(rule.at("spec", "groups").items())
                .isEqualTo(groups().toList())
                .hasSize(2);
    }

    @Test
    void prometheusReadsThemBesideItsConfiguration() {
        assertThat(Node.read("deploy/prometheus/prometheus.yml")
                        .at("rule_files")
                        .texts())
                .containsExactlyElementsOf(
                        FILES.stream().map(file -> file + ".yml").toList());
        assertThat(Compose.services()
                        .getOrDefault("prometheus", new Node(null))
                        .at("volumes")
                        .texts())
                .containsAll(FILES.stream()
                        .map(file -> "./" + rules(file) + ":/etc/prometheus/" + file + ".yml:ro")
                        .toList());
    }

    private static String rules(String file) {
        return FOLDER + file + ".yml";
    }

    private static String examples(String file) {
        return FOLDER + file + ".test.yml";
    }

    private static Stream<Node> groups() {
        return FILES.stream().flatMap(file -> Node.read(rules(file)).at("groups").items().stream());
    }

    private static List<Node> alerts() {
        return groups().flatMap(group -> group.at("rules").items().stream())
                .filter(rule -> rule.at("alert").exists())
                .toList();
    }

    /** As GitHub and GitLab make them of headings. */
    private static List<String> anchors(String page) {
        return HEADING.matcher(page)
                .results()
                .map(it -> it.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private record Ended(int code, String printed) {}

    /** Null where there is no such program. */
    private static @Nullable Ended run(List<String> command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command)
                    .directory(Checkout.path("").toFile())
                    .redirectErrorStream(true)
                    .start();
            var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), printed);
        } catch (IOException absent) {
            return null;
        }
    }
}

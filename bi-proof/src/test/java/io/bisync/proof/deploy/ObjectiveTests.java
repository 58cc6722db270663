package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.jushuitan.catalogue.Entities;
import io.bisync.jushuitan.declaration.PulledEntity;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is promised about freshness can be kept at the paces that entities have, and is counted as its alerts say. */
class ObjectiveTests {

    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");
    private static final Pattern THRESHOLDS =
            Pattern.compile("(\\d+) \\* group .*source=\"jushuitan\", entity=~\"([a-z_|]+)\".* or (\\d+) \\* group .*");
    private static final Pattern RECORDED = Pattern.compile("bisync:[a-z:_]+(?:\\d+[a-z])?");
    private static final Pattern BURNT = Pattern.compile("> (\\d+(?:\\.\\d+)?)");

    /** An entity is asked for again before it has waited for twice its pace (ADR 47): so old it may be. */
    @Test
    void whatIsAskedForInTimeIsNotLate() {
        var thresholds = thresholds();
        var longer = Duration.ofSeconds(Long.parseLong(thresholds.group(1)));
        var usual = Duration.ofSeconds(Long.parseLong(thresholds.group(3)));
        assertThat(Entities.ALL).allMatch(it -> twice(it).compareTo(longer) < 0);
        assertThat(thresholds.group(2).split("\\|"))
                .containsExactlyElementsOf(Entities.ALL.stream()
                        .filter(it -> twice(it).compareTo(usual) >= 0)
                        .map(PulledEntity::name)
                        .sorted()
                        .toList());
    }

    @Test
    void theObjectiveCanBeBurntAsFastAsTheFastestAlertAsks() {
        var objective = NUMBER.matcher(expression("bisync:freshness:objective"))
                .results()
                .map(MatchResult::group)
                .mapToDouble(Double::parseDouble)
                .findFirst()
                .orElseThrow();
        var fastest = rules().stream()
                .filter(rule -> rule.at("alert").exists())
                .flatMap(rule -> BURNT.matcher(rule.at("expr").text()).results())
                .mapToDouble(it -> Double.parseDouble(it.group(1)))
                .max()
                .orElseThrow();
        assertThat(objective).isLessThan(1);
        assertThat(1 / (1 - objective)).isGreaterThan(fastest);
    }

    /** Samples are counted as minutes. */
    @Test
    void aSampleIsTakenEveryMinute() {
        assertThat(group().at("interval").text()).isEqualTo("1m");
    }

    /** Rules of a group are evaluated in their order; one that reads what comes later reads the minute before. */
    @Test
    void everyRuleReadsWhatRulesBeforeItRecorded() {
        var recorded = new HashSet<String>();
        assertThat(rules()).hasSizeGreaterThan(5).allSatisfy(rule -> {
            assertThat(recorded)
                    .containsAll(RECORDED.matcher(rule.at("expr").text())
                            .results()
                            .map(MatchResult::group)
                            .toList());
            recorded.add(rule.at("record").textOr(""));
        });
    }

    @Test
    void prometheusKeepsWhatTheBudgetIsCountedFrom() {
        assertThat(expression("bisync:freshness:budget:spent")).contains("[30d]");
        assertThat(Compose.services()
                        .getOrDefault("prometheus", new Node(null))
                        .at("command")
                        .texts())
                .contains("--storage.tsdb.retention.time=35d");
    }

    private static Duration twice(PulledEntity entity) {
        return entity.pace().multipliedBy(2);
    }

    private static MatchResult thresholds() {
        var matcher = THRESHOLDS.matcher(expression("bisync:freshness:threshold_seconds"));
        assertThat(matcher.matches()).isTrue();
        return matcher.toMatchResult();
    }

    private static String expression(String record) {
        return rules().stream()
                .filter(rule -> rule.at("record").textOr("").equals(record))
                .map(rule -> rule.at("expr").text())
                .findFirst()
                .orElseThrow();
    }

    private static List<Node> rules() {
        return group().at("rules").items();
    }

    private static Node group() {
        return Node.read("deploy/prometheus/freshness.yml").at("groups").items().getFirst();
    }
}

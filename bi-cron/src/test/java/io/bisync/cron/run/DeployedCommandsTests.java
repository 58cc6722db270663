package io.bisync.cron.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.process.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What stands in deploy is what this command line understands. */
class DeployedCommandsTests {

    private static final String BASE = "deploy/k8s/base/history.yaml";
    private static final Pattern REMEDY =
            Pattern.compile("`((?:run|replay|redrive|verify|repair|resume|again|status) [^`]*)`");
    private static final Map<String, String> MEANT = Map.of(
            "<id>", "7",
            "<name>", "order",
            "<day>", "yesterday",
            "<topic>", "erp.jushuitan.order",
            "<code>", "BI-TABLE-15",
            "<number>", "12",
            "<partition>:<first>-<after the last>", "0:1-2");

    @Test
    void everyCronJobAsksForWhatIsUnderstood() throws IOException {
        assertThat(jobs(BASE)).hasSize(4).allSatisfy(DeployedCommandsTests::assertUnderstood);
    }

    @Test
    void theOverlayAsksForWhatIsUnderstood() throws IOException {
        var patches = at(new Yaml().load(text("deploy/k8s/overlays/example/kustomization.yaml")), "patches");
        assertThat((List<?>) patches).isNotEmpty().allSatisfy(patch -> {
            var operation = ((List<?>) new Yaml().load((String) at(patch, "patch"))).getFirst();
            assertThat((String) at(operation, "path")).endsWith("/containers/0/args");
            assertUnderstood(strings(at(operation, "value")));
        });
    }

    @Test
    void theCommandsThatPagesShowAreUnderstood() throws IOException {
        for (String page :
                List.of("docker-compose.yml", "README.md", "bi-cron/README.md", "docs/runs.md", "docs/runbooks.md")) {
            var commands = text(page)
                    .lines()
                    .filter(line -> line.matches(".*(run --rm history|bi-cron-exec\\.jar) .*"))
                    .map(line -> line.replaceFirst(".*(run --rm history|bi-cron-exec\\.jar) ", "")
                            .replaceFirst("\\s+#.*", ""))
                    .toList();
            assertThat(commands)
                    .as(page)
                    .isNotEmpty()
                    .allSatisfy(words -> assertUnderstood(
                            List.of(words.replace("`", "").strip().split(" ", -1))));
        }
    }

    /** Remedies name verbs with what is meant in their place. */
    @Test
    void theVerbsOfTheErrorPageAreUnderstood() throws IOException {
        var commands = REMEDY.matcher(text("docs/errors.md"))
                .results()
                .map(it -> it.group(1))
                .filter(it -> !it.contains("…"))
                .toList();
        assertThat(commands).hasSizeGreaterThan(8).allSatisfy(command -> {
            String words = command;
            for (var meant : MEANT.entrySet()) {
                words = words.replace(meant.getKey(), meant.getValue());
            }
            assertUnderstood(List.of(words.split(" ", -1)));
        });
    }

    /** A pod that is started again follows the run of the one before: its key is the uid of its Job. */
    @Test
    void aPodThatIsStartedAgainFollowsItsOwnRun() throws IOException {
        assertThat(jobs(BASE)).allSatisfy(arguments -> assertThat(arguments).contains("key=$(JOB)"));
    }

    /** Whatever else it ends with is tried again; whoever waits for others or for a cursor waits without counting. */
    @Test
    void exitCodesSayWhatKubernetesDoes() throws IOException {
        for (Object document : new Yaml().loadAll(text(BASE))) {
            var rules = (List<?>) at(document, "spec", "jobTemplate", "spec", "podFailurePolicy", "rules");
            var actions = new ArrayList<String>();
            for (Object rule : rules) {
                actions.add(at(rule, "action") + " "
                        + (((Map<?, ?>) rule).containsKey("onExitCodes")
                                ? at(rule, "onExitCodes", "values")
                                : "disruption"));
            }
            assertThat(actions)
                    .containsExactly(
                            "Ignore disruption",
                            "FailJob [%d, %d, %d]"
                                    .formatted(
                                            Outcome.USAGE.exitCode(),
                                            Outcome.STOPPED.exitCode(),
                                            Outcome.DIFFERENT.exitCode()),
                            "Ignore [%d, %d]"
                                    .formatted(Outcome.RUNNING_ELSEWHERE.exitCode(), Outcome.NOT_READY.exitCode()));
        }
    }

    private static void assertUnderstood(List<String> words) {
        var arguments = words.stream()
                .filter(word -> !word.startsWith("--"))
                .map(word -> word.replace("$(JOB)", "history-7"))
                .toList();
        assertThat(Arguments.parse(arguments, words.contains("--json"))).isNotNull();
    }

    private static List<List<String>> jobs(String file) throws IOException {
        var jobs = new ArrayList<List<String>>();
        for (Object document : new Yaml().loadAll(text(file))) {
            var containers = at(document, "spec", "jobTemplate", "spec", "template", "spec", "containers");
            jobs.add(strings(at(((List<?>) containers).getFirst(), "args")));
        }
        return jobs;
    }

    private static List<String> strings(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }

    private static Object at(Object node, String... path) {
        Object found = node;
        for (String name : path) {
            found = ((Map<?, ?>) found).get(name);
            assertThat(found).as(name).isNotNull();
        }
        return found;
    }

    private static String text(String file) throws IOException {
        return Files.readString(Checkout.root().resolve(file));
    }
}

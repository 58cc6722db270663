package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ImageTests {

    private static final Pattern JAR = Pattern.compile("^COPY (\\S+\\.jar) (\\S+)$", Pattern.MULTILINE);
    private static final Pattern LAYER = Pattern.compile("^COPY --from=layers (\\S+) \\./$", Pattern.MULTILINE);
    private static final Pattern USER = Pattern.compile("^USER (\\d+):\\d+$", Pattern.MULTILINE);

    @Test
    void theJarThatIsCopiedIsTheOneThatTheBuildLeavesAndTheContextHolds() {
        var copied = single(JAR);
        // The plug-in that makes the jar, and the classifier that it gives it.
        assertThat(Checkout.text("pom.xml")).contains("<classifier>exec</classifier>");
        var services = Compose.ours().values().stream()
                .map(service -> service.at("build", "args", "SERVICE").text())
                .toList();
        assertThat(services).hasSize(Service.ALL.size());
        var held = Checkout.text(".dockerignore")
                .lines()
                .filter(line -> line.startsWith("!"))
                .findFirst()
                .orElseThrow()
                .substring(1);
        for (var service : services) {
            assertThat(Checkout.text("pom.xml")).contains("<module>" + service + "</module>");
            assertThat(Checkout.text(service + "/pom.xml"))
                    .contains("<artifactId>spring-boot-maven-plugin</artifactId>");
            var jar = Path.of(service, "target", service + "-0.1.0-SNAPSHOT-exec.jar");
            var files = jar.getFileSystem();
            assertThat(files.getPathMatcher("glob:" + copied.replace("${SERVICE}", service))
                            .matches(jar))
                    .as(copied)
                    .isTrue();
            assertThat(files.getPathMatcher("glob:" + held).matches(jar))
                    .as(held)
                    .isTrue();
        }
    }

    @Test
    void everyLayerOfTheExtractedJarIsCopiedTheOneThatChangesMostLast() {
        assertThat(Checkout.text("Dockerfile"))
                .contains("java -Djarmode=tools -jar application.jar extract --layers --destination extracted");
        assertThat(LAYER.matcher(Checkout.text("Dockerfile")).results().map(layer -> layer.group(1)))
                .containsExactly(
                        "/build/extracted/dependencies/",
                        "/build/extracted/spring-boot-loader/",
                        "/build/extracted/snapshot-dependencies/",
                        "/build/extracted/application/");
    }

    @Test
    void theImageRunsAsTheUserOfThePodsAndNeverAsRoot() {
        var user = Integer.parseInt(single(USER));
        assertThat(user).isPositive();
        assertThat(Workload.all())
                .allSatisfy(workload -> assertThat(workload.pod()
                                .at("securityContext", "runAsUser")
                                .number())
                        .as(workload.name())
                        .isEqualTo(user));
    }

    @Test
    void theProcessGetsItsSignalsAndNacosWritesWhereItMay() {
        var line = Checkout.text("Dockerfile")
                .lines()
                .filter(text -> text.startsWith("ENTRYPOINT "))
                .findFirst()
                .orElseThrow();
        var command = Node.parse(line.substring("ENTRYPOINT ".length())).texts();
        assertThat(command).startsWith("java").endsWith("-jar", "application.jar");
        assertThat(command)
                .filteredOn(option -> option.startsWith("-DJM."))
                .hasSize(2)
                .allMatch(option -> option.contains("=/tmp/"));
    }

    @Test
    void theImageNamesThePortsOfTheServices() {
        var ports = new ArrayList<String>();
        for (var service : Service.ALL) {
            ports.add(Integer.toString(service.httpPort()));
            service.grpcPort().ifPresent(port -> ports.add(port.toString()));
        }
        var exposed = Checkout.text("Dockerfile")
                .lines()
                .filter(line -> line.startsWith("EXPOSE "))
                .map(line -> List.of(line.substring("EXPOSE ".length()).split(" ", -1)))
                .findFirst()
                .orElseThrow();
        assertThat(exposed)
                .containsExactlyInAnyOrderElementsOf(ports.stream().distinct().toList());
    }

    private static String single(Pattern pattern) {
        var found = pattern.matcher(Checkout.text("Dockerfile")).results().toList();
        assertThat(found).as(pattern.pattern()).hasSize(1);
        return found.getFirst().group(1);
    }
}

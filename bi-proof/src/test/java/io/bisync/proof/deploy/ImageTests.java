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
                .map(line -> line.substring(1))
                .toList();
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
            assertThat(held)
                    .anyMatch(kept -> files.getPathMatcher("glob:" + kept).matches(jar));
        }
        assertThat(held).contains("deploy/image/*");
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
        assertThat(command())
                .containsExactly("java", "@java.options", "-XX:AOTCache=application.aot", "-jar", "application.jar");
        assertThat(Checkout.text("deploy/image/java.options").lines())
                .filteredOn(option -> option.startsWith("-DJM."))
                .hasSize(2)
                .allMatch(option -> option.contains("=/tmp/"));
    }

    /** The cache belongs to the jars and the JVM that it was trained with. */
    @Test
    void theCacheIsTrainedInTheImageItselfBehindTheLastCopy() {
        var steps = Checkout.text("Dockerfile").lines().toList();
        int trained = steps.indexOf("RUN sh train.sh -XX:AOTCacheOutput=application.aot");
        assertThat(trained).isPositive();
        assertThat(steps.subList(trained, steps.size()))
                .noneMatch(step -> step.startsWith("COPY ") || step.startsWith("FROM "));
        assertThat(steps.subList(0, trained)).contains("COPY deploy/image/java.options deploy/image/train.sh ./");
    }

    @Test
    void theImageSaysWhatItIs() {
        assertThat(Checkout.text("Dockerfile"))
                .contains("org.opencontainers.image.title=${SERVICE}")
                .contains("org.opencontainers.image.version=${VERSION}")
                .contains("org.opencontainers.image.revision=${COMMIT}");
        assertThat(Compose.ours().values())
                .allSatisfy(service ->
                        assertThat(service.at("build", "args").fields()).containsKeys("SERVICE", "VERSION", "COMMIT"));
    }

    @Test
    void theImageNamesThePortsOfTheServices() {
        var ports = new ArrayList<String>();
        for (var service : Service.ALL) {
            ports.add(Integer.toString(service.httpPort()));
            ports.add(Integer.toString(service.managementPort()));
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

    private static List<String> command() {
        return Checkout.text("Dockerfile")
                .lines()
                .filter(text -> text.startsWith("ENTRYPOINT "))
                .findFirst()
                .map(line -> Node.parse(line.substring("ENTRYPOINT ".length())).texts())
                .orElseThrow();
    }

    private static String single(Pattern pattern) {
        var found = pattern.matcher(Checkout.text("Dockerfile")).results().toList();
        assertThat(found).as(pattern.pattern()).hasSize(1);
        return found.getFirst().group(1);
    }
}

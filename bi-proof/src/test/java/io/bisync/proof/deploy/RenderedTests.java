package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests as an API server would get them: rendered, judged, and released twice. */
class RenderedTests {

    private static final String OVERLAY = "k8s/overlays/example";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {Workload.BASE, Workload.OVERLAY, Workload.SECURED_KAFKA})
    void everyRenderedObjectIsOneThatAnApiServerTakes(String kustomization) {
        assertThat(Kustomization.render(Checkout.path(kustomization)))
                .isNotEmpty()
                .allSatisfy((name, object) ->
                        assertThat(Manifest.defect(object)).as(name).isNull());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        an unknown field    | replicas: 1                  | replica: 1                   | replica
        a missing field     | containerPort: 8080          | hostPort: 8080               | containerPort
        a wrong type        | replicas: 1                  | replicas: one                | one
        an enumeration      | type: RuntimeDefault         | type: Runtime                | RuntimeDefault
        a quantity          | memory: 768Mi                | memory: 768MB                | 768MB
        a size              | sizeLimit: 256Mi             | sizeLimit: 256 MB            | 256 MB
        """)
    void aPlantedErrorIsRefused(String kind, String right, String wrong, String named) {
        var deploy = Kustomization.copyOfDeploy(folder.resolve("deploy"));
        replace(deploy.resolve("k8s/base/bi-api-leke.yaml"), right, wrong);

        var leke = Kustomization.render(deploy.resolve(OVERLAY)).get("Deployment bi-api-leke");

        assertThat(leke).isNotNull();
        assertThat(Manifest.defect(leke)).as(kind).contains(named);
    }

    @Test
    void aKustomizationWithAFieldThatNobodyRendersIsRefused() {
        var deploy = Kustomization.copyOfDeploy(folder.resolve("deploy"));
        replace(deploy.resolve(OVERLAY + "/kustomization.yaml"), "namespace: bisync", "namePrefix: my-");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kustomization.render(deploy.resolve(OVERLAY)))
                .withMessageContaining("namePrefix");
    }

    /** Kustomize before 4 merges and hashes otherwise. */
    @ParameterizedTest
    @ValueSource(strings = {Workload.BASE, Workload.OVERLAY, Workload.SECURED_KAFKA})
    void theRealKustomizeRendersTheSame(String kustomization) throws Exception {
        var version = kubectl("version", "--client");
        assumeTrue(
                version.matches("(?s).*Kustomize Version: v([5-9]|\\d\\d).*"),
                "kubectl with kustomize 5 or later is not on the PATH: what is rendered is compared with nothing");

        var real = new TreeMap<String, Node>();
        for (var object :
                Node.parseAll(kubectl("kustomize", Checkout.path(kustomization).toString()))) {
            real.put(
                    object.at("kind").text() + " "
                            + object.at("metadata", "name").text(),
                    object);
        }

        assertThat(Kustomization.render(Checkout.path(kustomization))).isEqualTo(real);
    }

    @Test
    void theOverlayForASecuredKafkaChangesHowItIsReachedAndNothingElse() {
        var plain = map(Workload.OVERLAY);
        var secured = map(Workload.SECURED_KAFKA);

        assertThat(secured).containsKeys(plain.keySet().toArray(String[]::new));
        assertThat(secured.entrySet().stream()
                        .filter(it -> !it.getValue().equals(plain.get(it.getKey())))
                        .map(Map.Entry::getKey))
                .allMatch(it -> it.startsWith("SPRING_KAFKA_"))
                .contains("SPRING_KAFKA_SECURITY_PROTOCOL", "SPRING_KAFKA_SSL_BUNDLE");
    }

    /** What all services get of an overlay. */
    private static Map<String, String> map(String kustomization) {
        var values = new TreeMap<String, String>();
        Kustomization.render(Checkout.path(kustomization)).forEach((name, object) -> {
            if (name.matches("ConfigMap bisync-[a-z0-9]{10}")) {
                object.at("data").fields().forEach((key, value) -> values.put(key, value.text()));
            }
        });
        return values;
    }

    @Test
    void aSecondReleaseChangesNothingThatCannotBeChanged() {
        assertThat(Release.refused(release("0.1.0"), release("0.2.0"))).isEmpty();
    }

    @Test
    void aJobOfThatNameWouldBeRefused() {
        var first = new TreeMap<String, Node>();
        var second = new TreeMap<String, Node>();
        release("0.1.0").forEach((name, object) -> first.put(name, asJob(object)));
        release("0.2.0").forEach((name, object) -> second.put(name, asJob(object)));

        assertThat(Release.refused(first, second)).contains("Deployment tables: spec.template: field is immutable");
    }

    /** Another tag, another address, a changed SQL file. */
    private Map<String, Node> release(String tag) {
        var deploy = Kustomization.copyOfDeploy(folder.resolve(tag));
        replace(deploy.resolve(OVERLAY + "/kustomization.yaml"), "newTag: 0.1.0", "newTag: " + tag);
        replace(deploy.resolve(OVERLAY + "/kustomization.yaml"), "kafka-bootstrap.kafka", "kafka-" + tag + ".kafka");
        replace(deploy.resolve("starrocks/ods_leke_order.sql"), "extra JSON NULL", "/* " + tag + " */ extra JSON NULL");
        return Kustomization.render(deploy.resolve(OVERLAY));
    }

    private static Node asJob(Node object) {
        if (!object.at("metadata", "name").text().equals("tables")) {
            return object;
        }
        var job = new TreeMap<String, Object>();
        object.fields().forEach((name, value) -> job.put(name, value.value() == null ? "" : value.value()));
        job.put("kind", "Job");
        return new Node(job);
    }

    private static void replace(Path file, String right, String wrong) {
        var text = Checkout.text(file);
        assertThat(text).contains(right);
        try {
            Files.writeString(file, text.replace(right, wrong));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String kubectl(String... arguments) throws InterruptedException {
        try {
            var command = new java.util.ArrayList<>(java.util.List.of("kubectl"));
            command.addAll(java.util.List.of(arguments));
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return printed;
        } catch (IOException absent) {
            return "";
        }
    }
}

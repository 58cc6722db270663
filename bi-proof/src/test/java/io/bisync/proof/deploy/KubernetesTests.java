package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;

class KubernetesTests {

    private static final List<String> PROBES = List.of("startupProbe", "livenessProbe", "readinessProbe");
    private static final String HEALTH = "/actuator/health/";

    @Test
    void everyFileOfTheBaseIsListed() {
        var listed =
                Node.read(Workload.BASE + "/kustomization.yaml").at("resources").texts();
        var files = new ArrayList<>(Checkout.files(Workload.BASE, ".yaml").stream()
                .map(Checkout::name)
                .toList());
        files.remove("kustomization.yaml");
        files.add("../../starrocks");
        assertThat(listed).containsExactlyInAnyOrderElementsOf(files);
    }

    @Test
    void thereAreThreeServicesFourJobsAndTheTables() {
        assertThat(Workload.all())
                .extracting(workload -> workload.kind() + " " + workload.name())
                .containsExactlyInAnyOrder(
                        "Deployment bi-basic",
                        "Deployment bi-api-jushuitan",
                        "Deployment bi-api-leke",
                        "CronJob history",
                        "CronJob repair",
                        "CronJob replay",
                        "CronJob rescan",
                        "Deployment tables");
    }

    @Test
    void containersOpenThePortsOfTheirServices() {
        for (var workload : deployments()) {
            var service = workload.service().orElseThrow();
            var expected = new TreeMap<>(Map.of("http", service.httpPort(), "management", service.managementPort()));
            service.grpcPort().ifPresent(port -> expected.put("grpc", port));
            assertThat(ports(workload)).as(workload.name()).isEqualTo(expected);
        }
    }

    @Test
    void servicesLeadToPortsOfTheirDeployments() {
        var services = Workload.documents().stream()
                .filter(document -> document.at("kind").text().equals("Service"))
                .toList();
        assertThat(services).hasSameSizeAs(deployments());
        for (var workload : deployments()) {
            assertThat(services)
                    .filteredOn(service -> service.at("metadata", "name").text().equals(workload.name()))
                    .singleElement()
                    .satisfies(service -> {
                        assertThat(service.at("spec", "selector").properties())
                                .containsExactly(Map.entry("app.kubernetes.io/name", workload.name()));
                        var led = new TreeMap<String, Integer>();
                        for (var port : service.at("spec", "ports").items()) {
                            led.put(
                                    port.at("targetPort").text(),
                                    port.at("port").number());
                        }
                        assertThat(led).isEqualTo(ports(workload));
                    });
        }
    }

    @Test
    void selectorsFindTheirPods() {
        for (var document : Workload.documents()) {
            if (document.at("kind").text().equals("Deployment")) {
                var labels =
                        document.at("spec", "template", "metadata", "labels").properties();
                assertThat(labels)
                        .containsAllEntriesOf(
                                document.at("spec", "selector", "matchLabels").properties());
            }
        }
    }

    @Test
    void probesAskForHealthGroupsThatExistAndRestartNothingForOthersFaults() {
        var groups = Service.defaults()
                .at("management", "endpoint", "health", "group")
                .fields()
                .keySet();
        assertThat(groups).contains("liveness", "readiness", "dependencies");
        for (var workload : deployments()) {
            for (var probe : PROBES) {
                var question = workload.container().at(probe, "httpGet");
                assertThat(question.at("path").text()).as(workload.name()).startsWith(HEALTH);
                assertThat(question.at("path").text().substring(HEALTH.length()))
                        .isIn(groups)
                        .isNotEqualTo("dependencies");
                assertThat(question.at("port").text()).isEqualTo("management");
            }
        }
    }

    @Test
    void podsThatStopHaveTimeForAWholeShutdownPhase() {
        var phase = DurationStyle.detectAndParse(Service.defaults()
                .at("spring", "lifecycle", "timeout-per-shutdown-phase")
                .text());
        assertThat(deployments())
                .hasSize(Service.ALL.size() - 1)
                .allSatisfy(workload -> assertThat(workload.pod()
                                .at("terminationGracePeriodSeconds")
                                .number())
                        .as(workload.name())
                        .isGreaterThan((int) phase.toSeconds()));
    }

    @Test
    void everyPodMeetsTheRestrictedStandard() {
        for (var workload : Workload.all()) {
            var pod = workload.pod();
            var container = workload.container();
            assertThat(pod.at("securityContext", "runAsNonRoot").isTrue())
                    .as(workload.name())
                    .isTrue();
            assertThat(pod.at("securityContext", "runAsUser").number()).isPositive();
            assertThat(pod.at("securityContext", "seccompProfile", "type").text())
                    .isEqualTo("RuntimeDefault");
            assertThat(pod.at("automountServiceAccountToken").isFalse()).isTrue();
            assertThat(container
                            .at("securityContext", "allowPrivilegeEscalation")
                            .isFalse())
                    .isTrue();
            assertThat(container.at("securityContext", "readOnlyRootFilesystem").isTrue())
                    .isTrue();
            assertThat(container.at("securityContext", "capabilities", "drop").texts())
                    .containsExactly("ALL");
            assertThat(List.of("hostNetwork", "hostPID", "hostIPC", "initContainers"))
                    .noneMatch(name -> pod.at(name).exists());
            assertThat(pod.at("volumes").items())
                    .noneMatch(volume -> volume.at("hostPath").exists());
        }
        assertThat(Workload.documents())
                .filteredOn(document -> document.at("kind").text().equals("Namespace"))
                .singleElement()
                .satisfies(namespace -> assertThat(namespace
                                .at("metadata", "labels", "pod-security.kubernetes.io/enforce")
                                .text())
                        .isEqualTo("restricted"));
    }

    @Test
    void everyPodSaysWhatItNeedsAndHasRoomForTemporaryFiles() {
        for (var workload : Workload.all()) {
            var resources = workload.container().at("resources");
            assertThat(resources.at("requests", "cpu").exists())
                    .as(workload.name())
                    .isTrue();
            assertThat(resources.at("limits", "memory").text())
                    .isEqualTo(resources.at("requests", "memory").text());
            assertThat(workload.container().at("volumeMounts").items())
                    .anyMatch(mount -> mount.at("mountPath").text().equals("/tmp"));
            assertThat(workload.pod().at("volumes").items())
                    .anyMatch(volume -> volume.at("name").text().equals("tmp")
                            && volume.at("emptyDir").exists());
        }
    }

    @Test
    void theReadmeListsEverySecretThatIsUsedAndNoOther() {
        Map<String, Set<String>> used = new HashMap<>();
        for (var workload : Workload.all()) {
            for (var variable : workload.container().at("env").items()) {
                var reference = variable.at("valueFrom", "secretKeyRef");
                if (reference.exists()) {
                    used.computeIfAbsent(reference.at("name").text(), name -> new HashSet<>())
                            .add(reference.at("key").text());
                }
            }
            workload.pod().at("volumes").items().stream()
                    .filter(volume -> volume.at("secret").exists())
                    .forEach(volume -> used.computeIfAbsent(
                                    volume.at("secret", "secretName").text(), name -> new HashSet<>())
                            .addAll(keys(volume)));
        }
        assertThat(SecretTable.read()).isEqualTo(used);
    }

    /** The one key of a keyset where the volume names none: {@code keyset.json} of {@code bisync-keyset}. */
    private static List<String> keys(Node volume) {
        var items = volume.at("secret", "items").items();
        return items.isEmpty()
                ? List.of(volume.at("secret", "secretName").text().replace("bisync-", "") + ".json")
                : items.stream().map(item -> item.at("key").text()).toList();
    }

    @Test
    void noSecretStandsInAConfigMapOrInAManifest() {
        assertThat(Workload.documents())
                .noneMatch(document -> document.at("kind").text().equals("Secret"));
        for (var folder : List.of(Workload.BASE, Workload.OVERLAY)) {
            assertThat(Workload.configMaps(folder).values())
                    .flatExtracting(Map::keySet)
                    .noneMatch(SecretNames::looksLikeOne);
        }
        // A path to a mounted file is the one value that such a name may have.
        assertThat(Workload.all())
                .flatExtracting(workload -> workload.container().at("env").items())
                .filteredOn(
                        variable -> SecretNames.looksLikeOne(variable.at("name").text()))
                .isNotEmpty()
                .allMatch(variable -> variable.at("valueFrom", "secretKeyRef").exists()
                        || variable.at("value").textOr("").startsWith("/"));
    }

    @Test
    void theOverlayTagsEveryImageOfOurs() {
        var tags = new HashMap<String, String>();
        for (var image :
                Node.read(Workload.OVERLAY + "/kustomization.yaml").at("images").items()) {
            tags.put(image.at("name").text(), image.at("newTag").textOr(""));
        }
        assertThat(tags).hasSize(Service.ALL.size());
        assertThat(Workload.all())
                .filteredOn(workload -> workload.service().isPresent())
                .allSatisfy(workload -> assertThat(
                                tags.get(workload.container().at("image").text()))
                        .as(workload.name())
                        .isNotNull()
                        .matches("\\d.*"));
    }

    @Test
    void theOverlayChangesOnlyMapsAndWorkloadsThatExist() {
        assertThat(Workload.configMaps(Workload.BASE).keySet())
                .containsAll(Workload.configMaps(Workload.OVERLAY).keySet());
        assertThat(Node.read(Workload.OVERLAY + "/kustomization.yaml")
                        .at("patches")
                        .items())
                .allSatisfy(patch -> assertThat(Workload.all())
                        .anyMatch(workload -> workload.kind()
                                        .equals(patch.at("target", "kind").text())
                                && workload.name()
                                        .equals(patch.at("target", "name").text())));
    }

    @Test
    void theTablesAreReadFromWhatTheirFolderGenerates() {
        var generated = Node.read("deploy/starrocks/kustomization.yaml")
                .at("configMapGenerator")
                .items()
                .getFirst()
                .at("name")
                .text();
        assertThat(Workload.all())
                .filteredOn(workload -> workload.name().equals("tables"))
                .singleElement()
                .satisfies(workload -> assertThat(workload.pod().at("volumes").items())
                        .anyMatch(volume ->
                                volume.at("configMap", "name").textOr("").equals(generated)));
    }

    private static List<Workload> deployments() {
        return Workload.all().stream()
                .filter(workload ->
                        workload.isDeployment() && workload.service().isPresent())
                .toList();
    }

    private static Map<String, Integer> ports(Workload workload) {
        var ports = new TreeMap<String, Integer>();
        for (var port : workload.container().at("ports").items()) {
            ports.put(port.at("name").text(), port.at("containerPort").number());
        }
        return ports;
    }
}

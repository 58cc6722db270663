package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One apply brings everything up from Secrets that the operator made before; no step waits for a person. */
class UnattendedTests {

    private static final Set<String> MAPS = Set.of("configMapRef", "configMapKeyRef", "configMap");
    private static final Set<String> SECRETS = Set.of("secretRef", "secretKeyRef", "secret");

    /** What would have to be there before, made by nobody here. */
    private static final List<String> OTHERS = List.of(
            "serviceAccountName", "persistentVolumeClaim", "imagePullSecrets", "priorityClassName", "runtimeClassName");

    private static final Pattern OWN = Pattern.compile("http://(bi-[a-z-]+):(\\d+)");

    private final Map<String, Node> rendered = Kustomization.render(Checkout.path(Workload.OVERLAY));

    @Test
    void whatIsAppliedAsksOnlyForSecretsThatTheOperatorMakes() {
        assertThat(rendered).containsKey("Namespace bisync");
        assertThat(rendered.keySet()).noneMatch(name -> name.startsWith("Secret "));
        var asked = new TreeSet<String>();
        rendered.values().forEach(object -> names(object, SECRETS, asked));

        assertThat(asked).isEqualTo(new TreeSet<>(SecretTable.read().keySet()));
    }

    @Test
    void everythingElseThatIsAskedForIsAppliedWithIt() {
        var asked = new TreeSet<String>();
        rendered.values().forEach(object -> names(object, MAPS, asked));

        assertThat(asked).isNotEmpty().allSatisfy(map -> assertThat(rendered).containsKey("ConfigMap " + map));
        rendered.values()
                .forEach(object ->
                        OTHERS.forEach(field -> assertThat(object.toString()).doesNotContain(field + "=")));
    }

    @Test
    void servicesFindEachOtherUnderTheNamesThatAreApplied() {
        var found = new TreeSet<String>();
        rendered.values()
                .forEach(object -> OWN.matcher(object.toString()).results().forEach(address -> {
                    found.add(address.group(1));
                    var service = rendered.getOrDefault("Service " + address.group(1), new Node(null));
                    assertThat(service.at("spec", "ports").items())
                            .extracting(port -> port.at("port").text())
                            .contains(address.group(2));
                }));

        assertThat(found).containsExactly("bi-basic");
    }

    /** Two jobs are what a person asks for; everything else runs as soon as it is there. */
    @Test
    void nothingIsHeldBackUntilSomebodyReleasesIt() {
        rendered.forEach((name, object) -> {
            assertThat(object.at("spec", "paused").exists()).as(name).isFalse();
            assertThat(object.at("spec", "suspend").isTrue())
                    .as(name)
                    .isEqualTo(Set.of("CronJob history", "CronJob replay").contains(name));
            if (name.startsWith("Deployment ")) {
                assertThat(object.at("spec", "replicas").number()).as(name).isPositive();
                assertThat(object.at("spec", "template", "spec", "initContainers")
                                .exists())
                        .as(name)
                        .isFalse();
            }
        });
    }

    private static void names(Node at, Set<String> references, Set<String> found) {
        at.fields().forEach((field, value) -> {
            if (references.contains(field)) {
                var name = value.at("name").exists() ? value.at("name") : value.at("secretName");
                found.add(name.text());
            }
            names(value, references, found);
        });
        at.items().forEach(item -> names(item, references, found));
    }
}

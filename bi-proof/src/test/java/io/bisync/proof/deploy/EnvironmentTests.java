package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnvironmentTests {

    private static final List<String> KEYSETS = List.of("BI_SECRET_KEYSET", "BI_PRIVACY_KEYSET");

    /** An address switches a client on, which then asks for what goes with it, or the service does not start. */
    private static final Map<String, List<String>> GOES_WITH = Map.of(
            "BI_BASIC_URL",
            List.of("BI_BASIC_TOKEN"),
            "BI_STARROCKS_DATABASE",
            List.of(
                    "BI_STARROCKS_FRONTENDS",
                    "BI_STARROCKS_BACKENDS",
                    "BI_STARROCKS_USERNAME",
                    "BI_STARROCKS_PASSWORD"),
            "SPRING_DATASOURCE_URL",
            List.of("SPRING_DATASOURCE_USERNAME", "SPRING_DATASOURCE_PASSWORD"));

    @Test
    void everyServiceRunsInComposeAndInKubernetes() {
        var services = Service.ALL.toArray(Service[]::new);
        assertThat(ServiceProcess.compose()).extracting(ServiceProcess::service).containsExactlyInAnyOrder(services);
        assertThat(ServiceProcess.base()).extracting(ServiceProcess::service).containsOnly(services);
    }

    @Test
    void everyVariableIsAPropertyOfItsService() {
        var unknown = new ArrayList<String>();
        for (var process : ServiceProcess.all()) {
            process.environment().keySet().stream()
                    .filter(variable -> !process.service().hasVariable(variable))
                    .forEach(variable -> unknown.add(process.where() + ": " + variable));
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void whoGetsAnAddressGetsEverythingThatGoesWithIt() {
        var missing = new ArrayList<String>();
        for (var process : ServiceProcess.all()) {
            var variables = process.environment().keySet();
            GOES_WITH.forEach((address, others) -> {
                if (variables.contains(address)) {
                    others.stream()
                            .filter(other -> !variables.contains(other))
                            .forEach(other -> missing.add(process.where() + ": " + other + " for " + address));
                }
            });
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void whoIsToldOfAKeysetFindsItThere() {
        assertThat(KEYSETS)
                .allSatisfy(keyset -> assertThat(ServiceProcess.all())
                        .filteredOn(process -> process.environment().containsKey(keyset))
                        .isNotEmpty()
                        .allSatisfy(process -> assertThat(process.mounts())
                                .as(process.where())
                                .contains(process.environment().getOrDefault(keyset, ""))));
    }

    @Test
    void composeAndKubernetesTellAServiceTheSameThings() {
        var compose = variables(ServiceProcess.compose());
        // Nobody but us can make Leke's topics in compose; in production they are Leke's.
        compose.merge("bi-api-leke", Set.of("BI_TOPICS_CREATE"), EnvironmentTests::without);
        assertThat(variables(ServiceProcess.example())).isEqualTo(compose);
    }

    private static Map<String, Set<String>> variables(List<ServiceProcess> processes) {
        var variables = new HashMap<String, Set<String>>();
        processes.forEach(process ->
                variables.put(process.service().name(), process.environment().keySet()));
        return variables;
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        var rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}

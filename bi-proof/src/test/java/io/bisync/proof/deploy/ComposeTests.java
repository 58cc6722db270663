package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;

class ComposeTests {

    private static final Pattern ADDRESS = Pattern.compile("(?:^|//|,)([a-z0-9.-]+):(\\d+)");
    private static final Pattern HOST_OPTION = Pattern.compile("--host=([\\w.-]+)");

    @Test
    void addressesNameServicesThatExistWithPortsThatOursOpen() {
        var addresses = new ArrayList<String>();
        for (var process : ServiceProcess.compose()) {
            addresses.addAll(process.environment().values());
        }
        for (var job : scrapes()) {
            for (var target : job.at("static_configs").items()) {
                addresses.addAll(target.at("targets").texts());
            }
        }
        var ports = new HashMap<String, List<Integer>>();
        Compose.ours().forEach((name, service) -> {
            var code = new Service(service.at("build", "args", "SERVICE").text());
            var open = new ArrayList<>(List.of(code.httpPort(), code.managementPort()));
            code.grpcPort().ifPresent(open::add);
            ports.put(name, open);
        });
        var found = new HashSet<String>();
        for (var address : addresses) {
            ADDRESS.matcher(address).results().forEach(match -> {
                assertThat(Compose.services()).containsKey(match.group(1));
                var port = Integer.valueOf(match.group(2));
                assertThat(ports.getOrDefault(match.group(1), List.of(port)))
                        .as(address)
                        .contains(port);
                found.add(match.group(1));
            });
        }
        assertThat(found)
                .contains("kafka", "postgres", "nacos", "starrocks-fe", "starrocks-be", "bi-basic", "bi-api-jushuitan");
    }

    @Test
    void scriptsAndDependenciesNameServicesThatExist() {
        var names = new ArrayList<String>();
        Compose.services().values().forEach(service -> {
            names.addAll(service.at("depends_on").fields().keySet());
            names.addAll(service.at("depends_on").texts());
            service.at("command")
                    .texts()
                    .forEach(text -> HOST_OPTION.matcher(text).results().forEach(match -> names.add(match.group(1))));
        });
        assertThat(Compose.services().keySet()).containsAll(names);
        assertThat(names).contains("starrocks-fe", "postgres", "tables");
    }

    @Test
    void publishedPortsLeadToTheServicesPortAndStayOnThisMachine() {
        Compose.services()
                .forEach((name, service) -> assertThat(service.at("ports").texts())
                        .as(name)
                        .allMatch(port -> port.startsWith("127.0.0.1:")));
        Compose.ours().forEach((name, service) -> {
            var code = new Service(service.at("build", "args", "SERVICE").text());
            assertThat(service.at("ports").texts()).as(name).allMatch(port -> port.endsWith(":" + code.httpPort()));
        });
    }

    @Test
    void servicesThatStopHaveTimeForAWholeShutdownPhase() {
        var phase = DurationStyle.detectAndParse(Service.defaults()
                .at("spring", "lifecycle", "timeout-per-shutdown-phase")
                .text());
        Compose.ours()
                .forEach((name, service) -> assertThat(DurationStyle.detectAndParse(
                                service.at("stop_grace_period").text()))
                        .as(name)
                        .isGreaterThan(phase));
    }

    @Test
    void servicesAreConfined() {
        Compose.ours().forEach((name, service) -> {
            assertThat(service.at("read_only").isTrue()).as(name).isTrue();
            assertThat(service.at("cap_drop").texts()).containsExactly("ALL");
            assertThat(service.at("tmpfs").texts()).singleElement().asString().startsWith("/tmp:exec");
            assertThat(service.at("mem_limit").exists()).isTrue();
        });
    }

    @Test
    void noSecretStandsInTheFile() {
        Compose.services()
                .values()
                .forEach(service -> Compose.environment(service).forEach((name, value) -> {
                    if (SecretNames.looksLikeOne(name)) {
                        assertThat(value).as(name).matches("\\$\\{[A-Z_]+:[?-]}|/run/secrets/.*");
                    }
                }));
    }

    @Test
    void mountedSecretsAndVolumesAreDeclared() {
        var secrets = Compose.file().at("secrets").fields().keySet();
        var volumes = Compose.file().at("volumes").fields().keySet();
        Compose.services().forEach((name, service) -> {
            assertThat(secrets).as(name).containsAll(service.at("secrets").texts());
            for (var volume : service.at("volumes").texts()) {
                var source = volume.substring(0, volume.indexOf(':'));
                if (source.startsWith("./")) {
                    assertThat(Checkout.path(source)).exists();
                } else {
                    assertThat(volumes).contains(source);
                }
            }
        });
    }

    @Test
    void starRocksRemembersManyLabelsAndRedirectsToANameThatOthersReach() {
        var frontend = String.join(
                "\n",
                Compose.services()
                        .getOrDefault("starrocks-fe", new Node(null))
                        .at("command")
                        .texts());
        assertThat(frontend).containsPattern("label_keep_max_num = \\d{6,}").contains("--host_type FQDN");
        var backend = Compose.services().getOrDefault("starrocks-be", new Node(null));
        assertThat(backend.at("hostname").text()).isEqualTo("starrocks-be");
    }

    @Test
    void prometheusCarriesATokenToEveryService() {
        assertThat(scrapes())
                .flatExtracting(job -> job.at("static_configs").items())
                .flatExtracting(target -> target.at("targets").texts())
                .extracting(target -> target.substring(0, target.indexOf(':')))
                .containsExactlyInAnyOrder("bi-basic", "bi-api-jushuitan", "bi-api-leke");
        assertThat(scrapes()).allSatisfy(job -> {
            assertThat(job.at("metrics_path").text()).isEqualTo("/actuator/prometheus");
            assertThat(job.at("authorization", "credentials_file").exists()).isTrue();
        });
        var mounted = Compose.services()
                .getOrDefault("prometheus", new Node(null))
                .at("secrets")
                .texts();
        assertThat(scrapes())
                .extracting(job -> job.at("authorization", "credentials_file").textOr(""))
                .contains("/run/secrets/" + mounted.getFirst());
    }

    private static List<Node> scrapes() {
        return Node.read("deploy/prometheus/prometheus.yml")
                .at("scrape_configs")
                .items();
    }
}

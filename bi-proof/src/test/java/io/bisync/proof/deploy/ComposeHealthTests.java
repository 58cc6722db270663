package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docker compose up --wait} ends when the suite works, and not before. */
class ComposeHealthTests {

    private static final String READINESS = "/actuator/health/readiness";

    @Test
    void everyServiceThatKeepsRunningIsAskedForItsHealth() {
        assertThat(running())
                .containsOnlyKeys(
                        "kafka",
                        "postgres",
                        "starrocks-fe",
                        "starrocks-be",
                        "nacos",
                        "prometheus",
                        "bi-basic",
                        "bi-api-jushuitan",
                        "bi-api-leke")
                .allSatisfy((name, service) -> {
                    var check = service.at("healthcheck");
                    assertThat(check.at("test").texts()).as(name).isNotEmpty();
                    assertThat(check.fields()).as(name).containsKeys("interval", "timeout", "retries");
                });
    }

    /** Compose waits for such a one to end in order; any other that ends is a failure to it. */
    @Test
    void whatEndsIsWaitedForOrStartedByHand() {
        var ending = Compose.services();
        ending.keySet().removeAll(running().keySet());

        assertThat(ending).containsOnlyKeys("tables", "history").allSatisfy((name, service) -> {
            if (service.at("profiles").items().isEmpty()) {
                assertThat(completed()).contains(name);
            } else {
                assertThat(service.at("healthcheck", "disable").isTrue()).isTrue();
            }
        });
    }

    @Test
    void everyDependencyIsHealthyOrHasEnded() {
        Compose.services().forEach((name, service) -> {
            assertThat(service.at("depends_on").items()).as(name).isEmpty();
            service.at("depends_on")
                    .fields()
                    .forEach((dependency, how) -> assertThat(how.at("condition").textOr("none"))
                            .as("%s for %s", dependency, name)
                            .isEqualTo(
                                    running().containsKey(dependency)
                                            ? "service_healthy"
                                            : "service_completed_successfully"));
        });
    }

    @Test
    void oursAreHealthyWhenTheyAreReady() {
        running().forEach((name, service) -> {
            if (service.at("build").exists()) {
                var code = new Service(service.at("build", "args", "SERVICE").text());
                assertThat(service.at("healthcheck", "test").texts())
                        .as(name)
                        .endsWith(Integer.toString(code.managementPort()), READINESS);
            }
        });
        assertThat(Service.defaults().properties()).containsKey("management.endpoint.health.group.readiness.include");
    }

    @Test
    void onlyTheAnswer200IsHealth() throws Exception {
        var loopback = InetAddress.getLoopbackAddress();
        var server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        server.createContext("/ready", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/busy", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.start();
        try {
            int port = server.getAddress().getPort();
            assertThat(answers(port, "/ready")).isZero();
            assertThat(answers(port, "/busy")).isNotZero();
            assertThat(answers(port, "/nothing")).isNotZero();
        } finally {
            server.stop(0);
        }
        int closed;
        try (var socket = new ServerSocket(0, 1, loopback)) {
            closed = socket.getLocalPort();
        }
        assertThat(answers(closed, "/ready")).isNotZero();
    }

    /** The file's own command, as Docker runs it. */
    private static int answers(int port, String path) throws IOException, InterruptedException {
        var test = running()
                .getOrDefault("bi-basic", new Node(null))
                .at("healthcheck", "test")
                .texts();
        assertThat(test).startsWith("CMD", "bash", "-c").hasSize(6);
        var script = test.get(3).replace("$$", "$");
        return new ProcessBuilder(List.of("bash", "-c", script, Integer.toString(port), path))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static Map<String, Node> running() {
        var running = Compose.services();
        running.keySet().removeAll(completed());
        running.values().removeIf(service -> service.at("restart").textOr("").equals("no"));
        return running;
    }

    /** Those that another service waits for to end. */
    private static Set<String> completed() {
        return Compose.services().values().stream()
                .flatMap(service -> service.at("depends_on").fields().entrySet().stream())
                .filter(dependency ->
                        dependency.getValue().at("condition").textOr("").equals("service_completed_successfully"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}

package io.bisync.account.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.net.httpserver.HttpServer;
import io.bisync.account.ControlPlane;
import io.bisync.account.ControlPlaneException;
import io.bisync.account.ControlPlaneRefusedException;
import io.bisync.account.ControlPlaneUnavailableException;
import io.bisync.account.LeaseLostException;
import io.bisync.account.PermitRequest;
import io.bisync.account.Priority;
import io.bisync.account.StatusReport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class RestControlPlaneTests {

    private static final List<PermitRequest> ONE = List.of(new PermitRequest("7", Priority.LIVE, 1));

    private record Reply(int status, String body) {}

    private static final String NO_ACCOUNTS = "{\"accounts\":[]}";

    private final Queue<Reply> replies = new ArrayDeque<>();
    private final Queue<String> calls = new ConcurrentLinkedQueue<>();
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final HttpServer server;

    RestControlPlaneTests() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            calls.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var reply = replies.isEmpty() ? new Reply(200, NO_ACCOUNTS) : replies.remove();
            var body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theServicesTokenGoesWithEveryCall() {
        run(controlPlane -> assertThat(controlPlane.accounts("jushuitan")).isEmpty());

        assertThat(calls).containsExactly("/api/accounts?source=jushuitan Bearer the-token");
    }

    @Test
    void theApplicationsJsonChangesNothingOfWhatIsSaidToBiBasic() {
        replies.add(new Reply(204, ""));
        var snakes = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();

        context()
                .withBean(JsonMapper.class, () -> snakes)
                .withConfiguration(AutoConfigurations.of(
                        RestClientAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class))
                .run(context -> context.getBean(ControlPlane.class)
                        .report(new StatusReport(
                                "leke",
                                "a",
                                Instant.EPOCH,
                                List.of(new StatusReport.Loaded("t1", "order", 3, 0, Instant.EPOCH, null)),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of())));

        assertThat(bodies).singleElement().asString().contains("\"lastLoaded\":\"1970-01-01T00:00:00Z\"");
    }

    @Test
    void aRepeatableCallIsRepeatedWhileBiBasicIsDown() {
        replies.add(new Reply(503, ""));
        replies.add(new Reply(200, "<html>"));

        run(controlPlane -> assertThat(controlPlane.accounts("jushuitan")).isEmpty());
        assertThat(calls).hasSize(3);
    }

    @Test
    void aBiBasicThatKnowsNoPausesPausesNothing() {
        replies.add(new Reply(200, """
            {"accounts":[{"account":{"id":"7","source":"jushuitan","name":"n","appKind":"OWN","appKey":"k",\
            "enabled":true,"companyId":null},"fence":1,"positions":[]}],"refused":[]}\
            """));

        run(controlPlane -> assertThat(controlPlane
                        .lease("jushuitan", "a", Duration.ofSeconds(30), List.of())
                        .accounts())
                .singleElement()
                .satisfies(it -> assertThat(it.paused()).isEmpty()));
    }

    @Test
    void permitsAreAskedForOnce() {
        replies.add(new Reply(503, ""));

        run(controlPlane -> assertThatExceptionOfType(ControlPlaneUnavailableException.class)
                .isThrownBy(() -> controlPlane.permits("jushuitan", ONE))
                .extracting(ControlPlaneException::code)
                .isEqualTo("BI-ACCOUNT-01"));
        assertThat(calls).hasSize(1);
    }

    /** One waits for the first byte, the other one for the rest of an answer: both at once, as each takes its whole time. */
    @Test
    void aBiBasicThatFallsSilentIsGivenUp() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.createContext("/api/sources/jushuitan/permits", exchange -> {
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
            });
            var asked = Stream.of(silent.getLocalPort(), server.getAddress().getPort())
                    .map(port -> threads.submit(() -> context()
                            .withPropertyValues("bi.basic.url=http://127.0.0.1:" + port)
                            .run(it -> it.getBean(ControlPlane.class).permits("jushuitan", ONE))))
                    .toList();

            try {
                assertThat(asked)
                        .allSatisfy(it -> assertThatThrownBy(() -> it.get(1, TimeUnit.MINUTES))
                                .rootCause()
                                .isInstanceOf(IOException.class));
            } finally {
                threads.shutdownNow();
            }
        }
        assertThat(failures("BI-ACCOUNT-01")).isEqualTo(2);
    }

    @Test
    void aRefusalIsNotRepeatedAndKeepsItsCode() {
        replies.add(new Reply(404, "{\"code\":\"BI-BASIC-01\",\"detail\":\"No account '7'\"}"));

        run(controlPlane -> assertThatExceptionOfType(ControlPlaneRefusedException.class)
                .isThrownBy(() -> controlPlane.cursor("7", "order"))
                .withMessage("BI-BASIC-01 No account '7'"));
        assertThat(calls).hasSize(1);
    }

    @Test
    void aTokenThatIsNotLetInIsNamedButNotShown() {
        replies.add(new Reply(401, ""));

        run(controlPlane -> assertThatExceptionOfType(ControlPlaneRefusedException.class)
                .isThrownBy(() -> controlPlane.accounts("jushuitan"))
                .withMessageContaining("BI-ACCOUNT-02")
                .withMessageNotContaining("the-token"));
    }

    @Test
    void aRefusalWithoutACodeIsOfSomethingElse() {
        replies.add(new Reply(404, "<html>nginx</html>"));

        run(controlPlane -> assertThatExceptionOfType(ControlPlaneRefusedException.class)
                .isThrownBy(() -> controlPlane.cursor("7", "order"))
                .withMessageStartingWith("BI-ACCOUNT-04 ")
                .withMessageNotContaining("nginx"));
        assertThat(failures("BI-ACCOUNT-04")).isEqualTo(1);
    }

    @Test
    void anOutageIsCountedAndToldOnceWhenItBeginsAndOnceWhenItEnds(CapturedOutput output) {
        for (var i = 0; i < 3; i++) {
            replies.add(new Reply(503, ""));
        }
        var log = (Logger) LoggerFactory.getLogger(BasicClient.class);
        log.setLevel(Level.INFO);
        context().run(it -> {
            var controlPlane = it.getBean(ControlPlane.class);
            for (var i = 0; i < 3; i++) {
                assertThatExceptionOfType(ControlPlaneUnavailableException.class)
                        .isThrownBy(() -> controlPlane.permits("jushuitan", ONE));
            }
            controlPlane.accounts("jushuitan");
            controlPlane.accounts("jushuitan");
        });
        log.setLevel(null);
        assertThat(failures("BI-ACCOUNT-01")).isEqualTo(3);
        assertThat(output.getAll().lines().filter(it -> it.contains("WARN") && it.contains("BI-ACCOUNT-01")))
                .hasSize(1);
        assertThat(output.getAll().lines().filter(it -> it.contains("bi-basic answers again")))
                .hasSize(1);
    }

    @Test
    void anOldFenceIsALostLease() {
        replies.add(new Reply(409, "{\"code\":\"BI-BASIC-07\",\"detail\":\"fence 3\"}"));

        run(controlPlane -> assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> controlPlane.adoptCompany("7", "1")));
    }

    @Test
    void aServiceWithoutKeysetIsToldToSetOne() {
        run(controlPlane -> assertThatExceptionOfType(ControlPlaneRefusedException.class)
                .isThrownBy(() -> controlPlane.access("7", "a"))
                .withMessageStartingWith("BI-ACCOUNT-03 ")
                .withMessageContaining("bi.secret.keyset"));
        assertThat(calls).isEmpty();
    }

    @Test
    void healthTellsWhetherBiBasicIsReady() {
        replies.add(new Reply(200, "{}"));
        replies.add(new Reply(503, "{}"));
        context().run(it -> {
            var health = it.getBean("basicHealthIndicator", BasicHealthIndicator.class);
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        });
    }

    @Test
    void aServiceNeedsATokenForTheAddress() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ControlPlaneAutoConfiguration.class))
                .withPropertyValues("bi.basic.url=http://127.0.0.1:1")
                .run(it -> assertThat(it).hasFailed().getFailure().rootCause().hasMessageContaining("token"));
    }

    private void run(Consumer<ControlPlane> test) {
        context().run(it -> {
            assertThat(it).hasNotFailed();
            test.accept(it.getBean(ControlPlane.class));
        });
    }

    private double failures(String code) {
        return meters.get("bi.basic.failures").tag("code", code).counter().count();
    }

    private ApplicationContextRunner context() {
        return new ApplicationContextRunner()
                .withBean(MeterRegistry.class, () -> meters)
                .withConfiguration(AutoConfigurations.of(ControlPlaneAutoConfiguration.class))
                .withPropertyValues(
                        "bi.basic.url=http://127.0.0.1:" + server.getAddress().getPort(), "bi.basic.token=the-token");
    }
}

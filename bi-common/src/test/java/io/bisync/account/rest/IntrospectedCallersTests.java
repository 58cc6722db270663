package io.bisync.account.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.bisync.account.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.retry.support.RetryTemplate;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.web.client.RestClient;

/** What bi-basic says of a token (RFC 7662), and what is made of it. */
class IntrospectedCallersTests {

    private static final String JOB = "{\"active\":true,\"scope\":\"JOB\",\"client_id\":\"history\"}";

    private final HttpServer basic;
    private final List<String> questions = new ArrayList<>();
    private String answer = JOB;
    private int status = 200;
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T00:00:00Z"));
    private final IntrospectedCallers callers;

    IntrospectedCallersTests() throws IOException {
        basic = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        basic.createContext("/api/introspect", exchange -> {
            try (exchange) {
                questions.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                var body = answer.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        basic.start();
        callers = new IntrospectedCallers(
                new BasicClient(
                        RestClient.create(
                                "http://127.0.0.1:" + basic.getAddress().getPort()),
                        RetryTemplate.defaultInstance(),
                        new SimpleMeterRegistry()),
                clock);
    }

    @AfterEach
    void stop() {
        basic.stop(0);
    }

    @Test
    void aPublisherHasItsSourceAndTenant() {
        answer = """
            {"active":true,"scope":"PUBLISHER","client_id":"m","sub":"7","source":"leke","tenant":"t1"}\
            """;
        var caller = callers.introspect("t");

        assertThat(caller.getAuthorities()).extracting(Object::toString).containsExactly("ROLE_PUBLISHER");
        assertThat(caller.getAttributes())
                .containsEntry("sub", "7")
                .containsEntry("source", "leke")
                .containsEntry("tenant", "t1");
    }

    @Test
    void aCallerHasTheNameAndTheRoleOfItsToken() {
        var caller = callers.introspect("t");

        assertThat(caller.getName()).isEqualTo("history");
        assertThat(caller.getAuthorities()).extracting(Object::toString).containsExactly("ROLE_JOB");
        assertThat(questions).containsExactly("token=t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"active\":false,\"scope\":\"JOB\"}",
                "{\"active\":\"true\",\"scope\":\"JOB\"}",
                "{\"active\":true}",
                "{\"scope\":\"JOB\"}",
                "[]",
                "null"
            })
    void nobodyIsBehindAnythingButAnActiveTokenWithARole(String says) {
        answer = says;

        assertThatExceptionOfType(BadOpaqueTokenException.class).isThrownBy(() -> callers.introspect("t"));
    }

    @Test
    void anAnswerIsBelievedForHalfAMinute() {
        callers.introspect("t");
        clock.advance(Duration.ofSeconds(29));
        callers.introspect("t");
        assertThat(questions).hasSize(1);

        answer = "{\"active\":false}";
        clock.advance(Duration.ofSeconds(1));
        assertThatExceptionOfType(BadOpaqueTokenException.class).isThrownBy(() -> callers.introspect("t"));
    }

    @Test
    void strangersPushNobodyOut() {
        callers.introspect("t");
        answer = "{\"active\":false}";
        for (int stranger = 0; stranger < 2_500; stranger++) {
            var token = "stranger-" + stranger;
            assertThatExceptionOfType(BadOpaqueTokenException.class).isThrownBy(() -> callers.introspect(token));
        }
        questions.clear();

        callers.introspect("t");
        assertThat(questions).isEmpty();
    }

    @Test
    void nothingIsKnownWhileBasicDoesNotAnswerAndItIsAskedAgain() {
        for (int refusal : List.of(503, 500, 401, 403)) {
            status = refusal;
            assertThatExceptionOfType(CallersUnknownException.class).isThrownBy(() -> callers.introspect("t"));
        }
        status = 200;
        assertThat(callers.introspect("t").getName()).isEqualTo("history");

        basic.stop(0);
        assertThatExceptionOfType(CallersUnknownException.class).isThrownBy(() -> callers.introspect("another"));
    }
}

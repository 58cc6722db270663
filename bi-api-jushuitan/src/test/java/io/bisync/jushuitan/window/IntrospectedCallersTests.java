package io.bisync.jushuitan.window;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.bisync.jushuitan.window.Callers.Verdict;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.client.RestClient;

/** What bi-basic says of a token (RFC 7662), and what is made of it. */
class IntrospectedCallersTests {

    private final HttpServer basic;
    private final List<String> questions = new ArrayList<>();
    private String answer = "{\"active\":true,\"scope\":\"JOB\"}";
    private int status = 200;
    private Instant now = Instant.parse("2026-11-21T00:00:00Z");
    private final Callers callers;

    IntrospectedCallersTests() throws IOException {
        basic = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        basic.createContext("/api/introspect", exchange -> {
            try (exchange) {
                questions.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                byte[] body = answer.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        basic.start();
        callers = new IntrospectedCallers(
                RestClient.create("http://127.0.0.1:" + basic.getAddress().getPort()), () -> now);
    }

    @AfterEach
    void stop() {
        basic.stop(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"active\":true,\"scope\":\"JOB\"}     | ALLOWED",
                "{\"active\":true,\"scope\":\"SERVICE\"} | ALLOWED",
                "{\"active\":true,\"scope\":\"ADMIN\"}   | ALLOWED",
                "{\"active\":true,\"scope\":\"READER\"}  | REFUSED",
                "{\"active\":true}                       | REFUSED",
                "{\"active\":false,\"scope\":\"JOB\"}    | REFUSED",
                "{\"active\":\"true\",\"scope\":\"JOB\"} | REFUSED"
            })
    void onlyRolesThatLoadWindowsAreLetIn(String says, Verdict verdict) {
        answer = says;

        assertThat(callers.judge("t")).isEqualTo(verdict);
        assertThat(questions).containsExactly("token=t");
    }

    @Test
    void anAnswerIsBelievedForHalfAMinute() {
        callers.judge("t");
        now = now.plus(Duration.ofSeconds(29));
        callers.judge("t");
        assertThat(questions).hasSize(1);

        answer = "{\"active\":false}";
        now = now.plus(Duration.ofSeconds(1));
        assertThat(callers.judge("t")).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void nothingIsKnownWhileBasicDoesNotAnswerAndIsAskedAgain() {
        status = 503;
        assertThat(callers.judge("t")).isEqualTo(Verdict.UNKNOWN);

        status = 200;
        assertThat(callers.judge("t")).isEqualTo(Verdict.ALLOWED);

        basic.stop(0);
        assertThat(callers.judge("another")).isEqualTo(Verdict.UNKNOWN);
    }
}

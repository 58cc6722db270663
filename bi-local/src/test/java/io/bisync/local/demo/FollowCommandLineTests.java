package io.bisync.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.bisync.local.command.Arguments;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The command against a service that answers as the endpoint does. */
@ExtendWith(OutputCaptureExtension.class)
class FollowCommandLineTests {

    private static final String ANSWER = """
        {"rows":[{"table":"ods_jushuitan_order","key":{"account_id":"7","order_id":"38852"},"version":9,"deleted":false,
          "record":"erp.jushuitan.order-3@120","loadedAt":"2026-11-30 10:00:00","labels":"ods_jushuitan_order-%-p3-%"}],
         "records":[{"record":"erp.jushuitan.order-3@120","publishedAt":"2026-11-30T02:00:00Z","key":"7:38852",
          "headers":{"bi-run":"12","ce_origin":"replay"},"bytes":812},
          {"record":"erp.jushuitan.order-3@1","headers":{},"gone":"Its topic does not have it any more"}]}\
        """;

    private final List<String> asked = new ArrayList<>();
    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(asked.getLast().contains("entity=cat") ? 400 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void aRowIsAskedOfTheServiceThatTheEnvironmentNames(CapturedOutput output) {
        assertThat(follow("account=7", "entity=order", "id=11:旺 旺")).isZero();
        assertThat(asked)
                .containsExactly("/actuator/lineage?account=7&entity=order&id=11%3A%E6%97%BA+%E6%97%BA Bearer secret");
        assertThat(output.getOut()).isEqualToNormalizingNewlines("""
            Rows:
              ods_jushuitan_order account_id=7 order_id=38852
                version 9, from erp.jushuitan.order-3@120, loaded 2026-11-30 10:00:00 by a load like ods_jushuitan_order-%-p3-%

            Records:
              erp.jushuitan.order-3@120
                published 2026-11-30T02:00:00Z, key 7:38852, 812 bytes
                bi-run: 12
                ce_origin: replay
              erp.jushuitan.order-3@1
                Its topic does not have it any more
            """);
    }

    @Test
    void aRecordIsNamedByItsPlace() {
        assertThat(follow("erp.jushuitan.order-3@120")).isZero();
        assertThat(asked).containsExactly("/actuator/lineage?record=erp.jushuitan.order-3%40120 Bearer secret");
    }

    @Test
    void whatIsNeitherIsRefusedAndNobodyIsAsked(CapturedOutput output) {
        assertThat(follow("account=7", "id=1")).isEqualTo(2);
        assertThat(follow("account=7", "entity=order", "id=")).isEqualTo(2);
        assertThat(output.getErr()).contains("'account=7 id=1' is neither account=<id> entity=<name> id=<id> nor");
        assertThat(asked).isEmpty();
    }

    @Test
    void aRefusalEndsWithAnotherCode(CapturedOutput output) {
        assertThat(follow("account=7", "entity=cat", "id=1")).isEqualTo(1);
        assertThat(output.getErr()).contains("answered HTTP 400").doesNotContain("secret");
    }

    private int follow(String... words) {
        return Arguments.of(FollowCommandLine.in(Map.of(
                        "BI_FOLLOW_URL",
                        "http://127.0.0.1:" + service.getAddress().getPort() + "/",
                        "BI_BASIC_TOKEN",
                        "secret")))
                .execute(words);
    }
}

package io.bisync.local.jushuitan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.bisync.local.jushuitan.api.Signature;
import io.bisync.local.jushuitan.control.PushSender;
import io.bisync.local.jushuitan.control.PushSender.Style;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Jushuitan pushes, at an address that takes it the third time, or never. */
class PushSenderTests {

    private static final String REFUSED = "{\"code\":\"-1\",\"msg\":\"later\"}";
    private static final String TAKEN = "{\"code\":\"0\",\"msg\":\"执行成功\"}";

    private final PushSender sender = new PushSender(() -> Instant.ofEpochSecond(1_547_048_796), Duration.ofMillis(1));
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger takenAt = new AtomicInteger(3);
    private final HttpServer server = serve();
    private final URI address = URI.create(
            "http://127.0.0.1:%d/push/token".formatted(server.getAddress().getPort()));

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theOlderStyleHasItsSignatureInTheQueryAndComesAgainUntilItIsTaken() {
        var sent = sender.send(address, Style.QUERY, "cancel.order", Map.of("so_id", "S-1"), "");

        assertThat(sent.isTaken()).isTrue();
        assertThat(sent.answers()).containsExactly("200 " + REFUSED, "200 " + REFUSED, "200 " + TAKEN);
        assertThat(heard)
                .hasSize(3)
                .containsOnly("method=cancel.order&partnerid=erp&ts=1547048796&sign="
                        + Signature.of("cancel.order", Map.of("erpts1547048796erp", "")) + " {\"so_id\":\"S-1\"}");
    }

    @Test
    void theNewerStyleIsAFormThatIsSignedAsCallsAre() {
        takenAt.set(1);
        sender.send(address, Style.FORM, "business_sku_syn", Map.of("skuId", "A+1"), "secret");

        Map<String, String> form = new LinkedHashMap<>();
        for (var field : heard.getFirst().strip().split("&", -1)) {
            form.put(
                    field.substring(0, field.indexOf('=')),
                    URLDecoder.decode(field.substring(field.indexOf('=') + 1), UTF_8));
        }
        assertThat(form).containsEntry("biz", "{\"skuId\":\"A+1\"}").containsEntry("action_code", "business_sku_syn");
        assertThat(form.get("sign")).isEqualTo(Signature.of("secret", form));
    }

    @Test
    void whatIsNeverTakenIsGivenUpAfterTenTimes() {
        takenAt.set(Integer.MAX_VALUE);

        assertThat(sender.send(address, Style.QUERY, "cancel.order", Map.of(), "")
                        .isTaken())
                .isFalse();
        assertThat(heard).hasSize(10);
    }

    private HttpServer serve() {
        try {
            var made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.createContext("/push", exchange -> {
                try (exchange) {
                    var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                    var query = exchange.getRequestURI().getQuery();
                    heard.add((query == null ? "" : query) + " " + body);
                    var answer = (heard.size() < takenAt.get() ? REFUSED : TAKEN).getBytes(UTF_8);
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                }
            });
            made.start();
            return made;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}

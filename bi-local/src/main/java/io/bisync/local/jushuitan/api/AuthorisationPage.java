package io.bisync.local.jushuitan.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a merchant lets a service provider's app in. The address is signed by the app and lives for 15 minutes; who opens it
 * gets a session in a cookie and a form; sending the form leads to the app's own address with a code, which is good
 * once and for 15 minutes. Of the vendor's page only this way is known, so it looks like nothing in particular.
 */
public final class AuthorisationPage implements HttpHandler {

    private static final Duration LIFE = Duration.ofMinutes(15);
    private static final Pattern SESSION = Pattern.compile("(?:^|;\\s*)session=([0-9a-f-]{36})(?:;|$)");

    private record Visit(Account account, @Nullable String state, Instant until) {}

    private final Gate gate;
    private final InstantSource clock;
    private final Map<String, Visit> visits = new ConcurrentHashMap<>();

    AuthorisationPage(Gate gate, InstantSource clock) {
        this.gate = gate;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            try {
                switch (exchange.getRequestMethod()) {
                    case "GET" -> open(exchange);
                    case "POST" -> consent(exchange, new String(body, StandardCharsets.UTF_8));
                    default -> answer(exchange, 405, "405");
                }
            } catch (RefusedException refused) {
                answer(exchange, 400, String.valueOf(refused.getMessage()));
            }
        }
    }

    private void open(HttpExchange exchange) throws IOException {
        Form form = Form.parse(
                "application/x-www-form-urlencoded",
                String.valueOf(exchange.getRequestURI().getRawQuery()).getBytes(StandardCharsets.UTF_8));
        Account account = gate.passAuthorisation(form);
        if (account.kind() != AppKind.ISV) {
            throw new RefusedException(21024, "仅支持服务商应用");
        }
        String session = UUID.randomUUID().toString();
        visits.put(
                session,
                new Visit(account, form.fields().get("state"), clock.instant().plus(LIFE)));
        exchange.getResponseHeaders().add("Set-Cookie", "session=" + session + "; Path=/auth; HttpOnly; SameSite=Lax");
        answer(exchange, 200, """
            <p>应用 %s 申请访问 %s 的数据</p>
            <form method="post" action="/auth"><input type="hidden" name="consent" value="yes"><button>授权</button></form>
            """.formatted(account.appKey(), account.name()));
    }

    private void consent(HttpExchange exchange, String body) throws IOException {
        String cookies = exchange.getRequestHeaders().getFirst("Cookie");
        var session = SESSION.matcher(cookies == null ? "" : cookies);
        Visit visit = session.find() ? visits.remove(session.group(1)) : null;
        if (visit == null || clock.instant().isAfter(visit.until())) {
            throw new RefusedException(140, "页面已过期，请重新打开授权链接");
        }
        if (!body.equals("consent=yes")) {
            throw RefusedException.invalid("consent");
        }
        URI back = visit.account().redirect();
        if (back == null) {
            throw RefusedException.invalid("回调地址");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("app_key", visit.account().appKey());
        fields.put("code", visit.account().code(clock.instant().plus(LIFE)));
        if (visit.state() != null) {
            fields.put("state", visit.state());
        }
        fields.put("sign", Signature.of(visit.account().appSecret(), fields));
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        back + "?"
                                + fields.entrySet().stream()
                                        .map(it -> it.getKey() + "="
                                                + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                                        .collect(Collectors.joining("&")));
        exchange.sendResponseHeaders(302, -1);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] page = "<!doctype html><meta charset=utf-8><title>授权</title>%s"
                .formatted(text)
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
        exchange.sendResponseHeaders(status, page.length);
        exchange.getResponseBody().write(page);
    }
}

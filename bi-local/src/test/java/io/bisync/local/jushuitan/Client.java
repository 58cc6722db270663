package io.bisync.local.jushuitan;

import io.bisync.local.jushuitan.api.Signature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A caller of the open API that can also sign and send nonsense. */
final class Client {

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final String ORDERS = "/open/orders/single/query";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;
    private final MerchantAccount account;
    private final InstantSource clock;
    private String accessToken = "0123456789abcdef0123456789abcdef";

    Client(JushuitanSimulator simulator, int account, InstantSource clock) {
        this.base = simulator.openapi();
        this.account = simulator.accounts().get(account);
        this.clock = clock;
    }

    Client use(String token) {
        accessToken = token;
        return this;
    }

    JsonNode init() {
        JsonNode answer = post("/openWeb/auth/getInitToken", signed(initFields()));
        use(answer.path("data").path("access_token").asString(accessToken));
        return answer;
    }

    Map<String, String> initFields() {
        Map<String, String> fields = common();
        fields.put("grant_type", "authorization_code");
        fields.put("code", "a1B2c3");
        return fields;
    }

    JsonNode refresh(String refreshToken) {
        Map<String, String> fields = common();
        fields.put("grant_type", "refresh_token");
        fields.put("refresh_token", refreshToken);
        fields.put("scope", "all");
        return post("/openWeb/auth/refreshToken", signed(fields));
    }

    JsonNode orders(String biz) {
        return post(ORDERS, signed(businessFields(biz)));
    }

    JsonNode shops(String biz) {
        return post("/open/shops/query", signed(businessFields(biz)));
    }

    Map<String, String> businessFields(String biz) {
        Map<String, String> fields = common();
        fields.put("access_token", accessToken);
        fields.put("version", "2");
        fields.put("biz", biz);
        return fields;
    }

    Map<String, String> signed(Map<String, String> fields) {
        fields.put("sign", Signature.of(account.appSecret(), fields));
        return fields;
    }

    JsonNode post(String path, Map<String, String> fields) {
        return JSON.readTree(send(path, form(fields)).body());
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    HttpResponse<String> send(String path, String body) {
        return send(HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private Map<String, String> common() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("app_key", account.appKey());
        fields.put("timestamp", Long.toString(clock.instant().getEpochSecond()));
        fields.put("charset", "utf-8");
        return fields;
    }
}

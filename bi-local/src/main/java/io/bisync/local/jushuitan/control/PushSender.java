package io.bisync.local.jushuitan.control;

import io.bisync.local.jushuitan.api.Signature;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells a merchant's address that something changed, as Jushuitan does: in the older style, signed with a key that everybody
 * knows, or in the newer one; up to ten times, as long as the answer is not code 0. How long it waits in between is not known.
 */
public final class PushSender {

    private static final int ATTEMPTS = 10;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String KEY = "erp";
    private static final JsonMapper JSON = JsonMapper.shared();

    /** How a message looks. */
    public enum Style {
        /** What it is about in the query, JSON as its body. */
        QUERY,
        /** A form, whose signature is that of calls: no source shows its rule. */
        FORM
    }

    /**
     * What became of a message.
     *
     * @param isTaken whether the last answer was code 0
     * @param answers the status and the body of each
     */
    public record Sent(boolean isTaken, List<String> answers) {}

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final InstantSource clock;
    private final Duration between;

    /** @param between how long to wait for the next attempt */
    public PushSender(InstantSource clock, Duration between) {
        this.clock = clock;
        this.between = between;
    }

    /** Sends a message; returns when it was taken, or given up. */
    public Sent send(URI to, Style style, String method, Object content, String appSecret) {
        HttpRequest request = switch (style) {
            case QUERY -> ofQuery(to, method, JSON.writeValueAsString(content));
            case FORM -> ofForm(to, method, JSON.writeValueAsString(content), appSecret);
        };
        List<String> answers = new ArrayList<>();
        while (answers.size() < ATTEMPTS) {
            if (!answers.isEmpty()) {
                new CompletableFuture<Boolean>()
                        .completeOnTimeout(true, between.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
            }
            if (attempt(request, answers)) {
                return new Sent(true, answers);
            }
        }
        return new Sent(false, answers);
    }

    private boolean attempt(HttpRequest request, List<String> answers) {
        try {
            var answer = http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            answers.add(answer.statusCode() + " " + answer.body());
            return answer.statusCode() == 200
                    && JSON.readTree(answer.body()).path("code").asString("").equals("0");
        } catch (IOException | JacksonException nobody) {
            answers.add(nobody.getClass().getSimpleName());
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The simulator stops", stopped);
        }
    }

    private HttpRequest ofQuery(URI to, String method, String json) {
        String ts = String.valueOf(clock.instant().getEpochSecond());
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("method", method);
        fields.put("partnerid", KEY);
        fields.put("ts", ts);
        // The key stands at the end here, and at the beginning what is first in the query.
        fields.put("sign", Signature.of(method + KEY, Map.of("ts", ts + KEY)));
        return HttpRequest.newBuilder(URI.create(to + "?" + encoded(fields)))
                .timeout(LIMIT)
                .header("Content-Type", "application/json;charset=UTF-8")
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    private HttpRequest ofForm(URI to, String method, String json, String appSecret) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("action_code", method);
        fields.put("biz", json);
        fields.put("timestamp", String.valueOf(clock.instant().getEpochSecond()));
        fields.put("sign", Signature.of(appSecret, fields));
        return HttpRequest.newBuilder(to)
                .timeout(LIMIT)
                .header("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
                .POST(BodyPublishers.ofString(encoded(fields)))
                .build();
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}

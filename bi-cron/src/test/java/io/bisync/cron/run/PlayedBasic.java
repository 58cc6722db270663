package io.bisync.cron.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Answers what a test says as bi-basic's REST would, hears one token only, and remembers what it was asked. */
final class PlayedBasic implements AutoCloseable {

    static final String TOKEN = "cron-token";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final List<Question> questions = new ArrayList<>();
    private final CountDownLatch watched = new CountDownLatch(2);

    /** What was asked: {@code POST /api/runs}, with the key and the body that came along. */
    record Question(String what, @Nullable String key, String body) {}

    private record Answer(int status, Object body) {}

    PlayedBasic() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The answers to a question, one after the other; the last one is given again and again. */
    synchronized PlayedBasic on(String what, Object... bodies) {
        var queue = answers.computeIfAbsent(what, _ -> new ArrayDeque<>());
        for (Object body : bodies) {
            queue.add(new Answer(200, body));
        }
        return this;
    }

    /** The same, with a problem. */
    synchronized PlayedBasic onFail(String what, int status, String code, String detail) {
        answers.computeIfAbsent(what, _ -> new ArrayDeque<>())
                .add(new Answer(status, Map.of("code", code, "detail", detail, "status", status)));
        return this;
    }

    synchronized List<Question> questions() {
        return List.copyOf(questions);
    }

    /** Returns when a run was looked at twice. */
    void awaitWatched() throws InterruptedException {
        if (!watched.await(1, TimeUnit.MINUTES)) {
            throw new AssertionError("Nobody watches; asked was " + questions());
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var answer = answer(
                exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] body = JSON.writeValueAsBytes(answer.body());
        exchange.getResponseHeaders()
                .add("Content-Type", answer.status() == 200 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private synchronized Answer answer(String what, @Nullable String token, @Nullable String key, String body) {
        questions.add(new Question(what, key, body));
        if (!("Bearer " + TOKEN).equals(token)) {
            return new Answer(401, Map.of());
        }
        var queue = answers.get(what);
        if (queue == null) {
            return new Answer(404, Map.of("code", "BI-TEST-404", "detail", "Nobody said what " + what + " is"));
        }
        if (what.startsWith("GET /api/runs/")) {
            watched.countDown();
        }
        return queue.size() > 1 ? queue.remove() : Objects.requireNonNull(queue.peek());
    }
}

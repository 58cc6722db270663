package io.bisync.local.jushuitan.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.jushuitan.book.Book;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers calls of the open API, faults included, and logs every one. */
public final class OpenApi implements HttpHandler {

    private static final int LONGEST_BIZ = 300;
    private static final int NOT_BUILT = -501;

    /** What an answer calls its rows, by path. */
    private static final Map<String, String> ARRAYS = Dictionary.of("jushuitan").stream()
            .collect(Collectors.toMap(page -> page.require("path"), page -> page.require("array")));

    private final InstantSource clock;
    private final Gate gate;
    private final Faults faults = new Faults();
    private final CallLog log = new CallLog();
    private final AtomicLong requests = new AtomicLong();

    /** An open API that knows nobody yet. */
    public OpenApi(InstantSource clock) {
        this.clock = clock;
        this.gate = new Gate(clock);
    }

    /** Lets an account call. */
    public void admit(Account account) {
        gate.admit(account);
    }

    /** Where merchants let apps of service providers in. */
    public AuthorisationPage authorisationPage() {
        return new AuthorisationPage(gate, clock);
    }

    /** What goes wrong next. */
    public Faults faults() {
        return faults;
    }

    /** What was called. */
    public CallLog log() {
        return log;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        long started = System.nanoTime();
        Instant at = clock.instant();
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            Request request = Request.read(exchange, body);
            Account account = request.form() == null ? null : gate.find(request.form());
            Long coId = account == null ? null : account.merchant().coId();
            Answer answer = answer(path, request, coId);
            // Logged before it is sent: who has the answer finds the call in the log.
            long micros = (System.nanoTime() - started) / 1_000;
            log.add(new Call(at, path, coId, request.biz(), answer.http(), answer.code(), answer.rows(), micros));
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.http(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    /** What was sent, or why it could not be read. */
    private record Request(@Nullable Form form, @Nullable RefusedException unreadable, boolean isPost) {

        static Request read(HttpExchange exchange, byte[] body) {
            boolean isPost = exchange.getRequestMethod().equals("POST");
            try {
                if (!isPost || exchange.getRequestURI().getRawQuery() != null) {
                    throw RefusedException.invalid("仅支持POST，参数在body中");
                }
                String type = exchange.getRequestHeaders().getFirst("Content-Type");
                return new Request(Form.parse(type, body), null, isPost);
            } catch (RefusedException refused) {
                return new Request(null, refused, isPost);
            }
        }

        String biz() {
            String biz = form == null ? "" : form.fields().getOrDefault("biz", "");
            return biz.length() > LONGEST_BIZ ? biz.substring(0, LONGEST_BIZ) : biz;
        }
    }

    private Answer answer(String path, Request request, @Nullable Long coId) {
        Fault.Effect effect = faults.next(path, coId);
        return switch (effect) {
            case null -> answer(path, request, true);
            case Fault.Effect.Code code -> Answer.refusal(code.code(), code.message(), requestId());
            case Fault.Effect.Http http -> Answer.html(http.status());
            case Fault.Effect.Html() -> Answer.html(200);
            case Fault.Effect.BrokenJson() -> answer(path, request, true).broken();
            case Fault.Effect.EmptyPage() ->
                Answer.success(Map.of(ARRAYS.getOrDefault(path, "orders"), List.of(), "has_next", true), 0);
            case Fault.Effect.OddTs(long ts) -> answer(path, request, true).withOddTs(ts);
            case Fault.Effect.WithoutTs() -> answer(path, request, false);
            case Fault.Effect.Slow(Duration delay) -> {
                linger(delay);
                yield answer(path, request, true);
            }
        };
    }

    private Answer answer(String path, Request request, boolean versions) {
        try {
            Form form = request.form();
            if (form == null) {
                throw request.unreadable() == null ? RefusedException.invalid("form") : request.unreadable();
            }
            return switch (path) {
                case "/openWeb/auth/getInitToken" ->
                    TokenCalls.init(gate.passToken(form, TokenCalls.INIT_FIELDS), form);
                case "/openWeb/auth/accessToken" ->
                    TokenCalls.exchange(gate.passToken(form, TokenCalls.INIT_FIELDS), form);
                case "/openWeb/auth/refreshToken" ->
                    TokenCalls.refresh(gate.passToken(form, TokenCalls.REFRESH_FIELDS), form);
                case "/open/orders/single/query" ->
                    OrdersQuery.answer(gate.passBusiness(form).merchant(), form.require("biz"), versions);
                default -> entity(path, form, versions);
            };
        } catch (RefusedException refused) {
            int http = request.isPost() ? 200 : 405;
            return Answer.refusal(http, refused.code(), String.valueOf(refused.getMessage()), requestId());
        }
    }

    private Answer entity(String path, Form form, boolean versions) {
        if (!ARRAYS.containsKey(path)) {
            // Not the vendor's word: HTTP 200, so that every client reads it.
            throw new RefusedException(NOT_BUILT, "The simulator does not implement " + path);
        }
        Book book = gate.passBusiness(form).merchant().books().at(path).orElseThrow();
        return EntityQuery.answer(book, form.require("biz"), versions);
    }

    private String requestId() {
        return "%016x".formatted(requests.incrementAndGet());
    }

    private static void linger(Duration delay) {
        try {
            new CountDownLatch(1).await(delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.bisync.jushuitan.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.bisync.jushuitan.openapi.ApiResult.Success;
import io.bisync.jushuitan.openapi.ApiResult.Transient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The client over real HTTP, against something that does not behave like Jushuitan. */
class HttpPostTests {

    private static final Endpoint ORDERS =
            Endpoint.of("/open/orders/single/query", "orders", "o_id").pages(100);
    private static final byte[] PAGE =
            "{\"code\":0,\"data\":{\"orders\":[],\"has_next\":false}}".getBytes(StandardCharsets.US_ASCII);

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    HttpPostTests() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                failure("no answer in time", "BI-JST-10", "unreachable", _ -> stall()),
                failure("no end in time", "BI-JST-10", "unreachable", exchange -> {
                    exchange.sendResponseHeaders(200, PAGE.length);
                    exchange.getResponseBody().write(PAGE, 0, 10);
                    exchange.getResponseBody().flush();
                    stall();
                }),
                failure("cut off", "BI-JST-10", "unreachable", exchange -> {
                    exchange.sendResponseHeaders(200, PAGE.length);
                    exchange.getResponseBody().write(PAGE, 0, 10);
                }),
                failure("busy gateway", "BI-JST-11", "http", exchange -> exchange.sendResponseHeaders(503, -1)),
                failure("redirect", "BI-JST-11", "http", exchange -> {
                    if (exchange.getRequestURI().getPath().equals("/elsewhere")) {
                        answerPage(exchange);
                    }
                    exchange.getResponseHeaders().set("Location", "/elsewhere");
                    exchange.sendResponseHeaders(302, -1);
                }),
                failure("no body", "BI-JST-12", "malformed", exchange -> exchange.sendResponseHeaders(200, -1)),
                failure("too large", "BI-JST-13", "large", exchange -> {
                    exchange.sendResponseHeaders(200, PAGE.length + 1);
                    exchange.getResponseBody().write(PAGE);
                    exchange.getResponseBody().write(' ');
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void whatIsNoAnswerHasItsCode(String name, String error, String counted, Behaviour behaviour) {
        behave(behaviour);

        Transient<Page> failed = (Transient<Page>) ask(address());

        assertThat(failed.failure().code()).as(name).isEqualTo(error);
        assertThat(calls).extracting(Call::code).containsExactly(counted);
    }

    @Test
    void nobodyAtTheAddressHasItsCode() {
        server.stop(0);

        Transient<Page> failed = (Transient<Page>) ask(address());

        assertThat(failed.failure().code()).isEqualTo("BI-JST-10");
        assertThat(calls).extracting(Call::code).containsExactly("unreachable");
    }

    @Test
    void theLargestAnswerIsRead() {
        behave(HttpPostTests::answerPage);

        assertThat(ask(address())).isInstanceOf(Success.class);
    }

    private ApiResult<Page> ask(URI url) {
        var address =
                new OpenApiAddress(url, "/openWeb/auth", Duration.ofSeconds(5), Duration.ofSeconds(1), PAGE.length);
        return new OpenApi(address)
                .page(
                        new Tokens.Grant(new App("app", "secret"), "token"),
                        ORDERS,
                        new PageQuery.Since("start_ts", 5, 1),
                        new Listening(calls));
    }

    /** Waits for nothing. */
    private record Listening(List<Call> calls) implements CallContext {
        @Override
        public void await(Duration duration) {
            throw new AssertionError("A single call waits for nothing");
        }

        @Override
        public void called(Call call) {
            calls.add(call);
        }
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void behave(Behaviour behaviour) {
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                behaviour.answer(exchange);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void answerPage(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, PAGE.length);
        exchange.getResponseBody().write(PAGE);
    }

    private static void stall() throws InterruptedException {
        NEVER.await();
    }

    private static Arguments failure(String name, String error, String counted, Behaviour behaviour) {
        return Arguments.of(name, error, counted, behaviour);
    }

    @FunctionalInterface
    interface Behaviour {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }
}

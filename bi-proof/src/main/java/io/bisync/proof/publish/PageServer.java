package io.bisync.proof.publish;

import com.sun.net.httpserver.HttpServer;
import io.bisync.local.jushuitan.merchant.Merchant;
import io.bisync.local.jushuitan.merchant.OrderQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers every call with the same page of 100 invented orders, as the ERP writes it, and looks at nothing. */
final class PageServer implements AutoCloseable {

    static final int ORDERS = 100;

    private final HttpServer server;
    private final ExecutorService threads;
    private final int bytes;

    private PageServer(HttpServer server, ExecutorService threads, int bytes) {
        this.server = server;
        this.threads = threads;
        this.bytes = bytes;
    }

    static PageServer start() {
        byte[] answer = answer();
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var threads = Executors.newFixedThreadPool(2);
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                try (exchange) {
                    exchange.getRequestBody().readAllBytes();
                    exchange.getResponseHeaders().set("Content-Type", "application/json;charset=utf-8");
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                }
            });
            server.start();
            return new PageServer(server, threads, answer.length);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private static byte[] answer() {
        var merchant =
                Merchant.further(10_090_001, "店", 1_000_003, 2 * ORDERS, Duration.ofDays(90), InstantSource.system());
        byte[] orders = merchant.page(new OrderQuery(
                        1L, null, Set.of(), Set.of(), null, Set.of(), null, 1, ORDERS, false, true, true))
                .orders();
        String page =
                "{\"code\":0,\"msg\":\"\",\"data\":{\"page_index\":1,\"page_size\":%d,\"has_next\":true,\"orders\":%s}}"
                        .formatted(ORDERS, new String(orders, StandardCharsets.UTF_8));
        return page.getBytes(StandardCharsets.UTF_8);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Of each answer. */
    int bytes() {
        return bytes;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

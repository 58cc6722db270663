package io.bisync.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bisync.local.trickle.TricklingClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

/** A server as the suite sets it up, with less patience. */
class SlowClientsTests {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int MANY = 500;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final WebServer server = start(2 * MANY + 100);
    private final InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
    private final HttpClient good =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aGoodClientIsAnsweredBesideAThousandThatTrickleAndTheyAreClosed() {
        try (var heads = TricklingClients.halfHeads(address, MANY, PAUSE);
                var bodies = TricklingClients.halfBodies(address, MANY, PAUSE)) {
            await().atMost(LIMIT).until(() -> heads.begun() == MANY && bodies.begun() == MANY);
            await().atMost(LIMIT).until(() -> {
                assertThat(answer("good")).isEqualTo("good");
                return heads.closed() == MANY && bodies.closed() == MANY;
            });
        }
        // On a busy machine a client may not have come to its body when its head's time is over.
        assertThat(closed("head") + closed("body")).isEqualTo(2.0 * MANY);
    }

    @Test
    void theSecondRequestOfAConnectionHasNoMoreTimeThanTheFirst() {
        var first = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
        try (var clients = TricklingClients.start(address, first + "GET / HTTP/1.1\r\nHost: x\r\nX-A: ", 1, PAUSE)) {
            await().atMost(LIMIT).until(() -> clients.closed() == 1);
        }
        assertThat(closed("head")).isEqualTo(1);
    }

    @Test
    void whatIsNoRequestIsClosedToo() {
        try (var silent = TricklingClients.start(address, "\r\n", 1, LIMIT.multipliedBy(2));
                var blank = TricklingClients.start(address, "GET / HTTP/1.1\r\nHost: x\r\n\r\n", 1, PAUSE)) {
            await().atMost(LIMIT).until(() -> closed("head") == 2 && blank.closed() == 1);
            assertThat(silent.begun()).isEqualTo(1);
        }
    }

    private String answer(String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + "/"))
                .timeout(Duration.ofSeconds(10))
                .POST(BodyPublishers.ofString(body))
                .build();
        return good.send(request, BodyHandlers.ofString()).body();
    }

    private double closed(String at) {
        return meters.get("bi.server.slow.clients").tag("at", at).counter().count();
    }

    private WebServer start(int connections) {
        var beans = new StaticListableBeanFactory();
        beans.addBean("meters", meters);
        var factory = new JettyServletWebServerFactory(0);
        factory.setAddress(InetAddress.getLoopbackAddress());
        new ServerLimits(
                        new ServerProperties(Duration.ofSeconds(4), Duration.ofSeconds(5)),
                        beans.getBeanProvider(MeterRegistry.class),
                        connections)
                .customize(factory);
        var started = factory.getWebServer(
                context -> context.addServlet("echo", new Echo()).addMapping("/*"));
        started.start();
        return started;
    }

    /** Answers what it was told. */
    private static final class Echo extends HttpServlet {

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.getInputStream().transferTo(response.getOutputStream());
        }
    }
}

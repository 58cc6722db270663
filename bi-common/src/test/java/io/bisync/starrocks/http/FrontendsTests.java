package io.bisync.starrocks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.starrocks.http.ScriptedServer.Step;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.junit.jupiter.api.Test;

class FrontendsTests {

    private static final List<URI> THREE =
            List.of(URI.create("http://fe-0:8030"), URI.create("http://fe-1:8030"), URI.create("http://fe-2:8030"));
    private static final Reply USELESS = new Reply(503, "", true);

    private final Frontends frontends = new Frontends(THREE);
    private final List<URI> asked = new ArrayList<>();
    private final List<Duration> given = new ArrayList<>();

    @Test
    void allOfThemTogetherGetTheTotal() throws IOException {
        var total = Duration.ofSeconds(60);
        frontends.ask(
                new Patience(total, Duration.ofSeconds(50)), failed -> true, reply -> true, (frontend, atMost) -> {
                    given.add(atMost);
                    busyFor(Duration.ofMillis(20));
                    return USELESS;
                });

        assertThat(given).hasSize(3).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(given.getFirst()).isEqualTo(Duration.ofSeconds(50));

        given.clear();
        frontends.ask(new Patience(total, total), failed -> true, reply -> true, (frontend, atMost) -> {
            given.add(atMost);
            busyFor(Duration.ofMillis(20));
            return USELESS;
        });
        assertThat(given.get(1)).isLessThanOrEqualTo(total.minusMillis(20));
        assertThat(given.get(2)).isLessThanOrEqualTo(total.minusMillis(40));
    }

    @Test
    void theNextOneIsNotAskedWithoutTime() throws IOException {
        var patience = new Patience(Duration.ofMillis(10), Duration.ofMillis(10));
        var reply = frontends.ask(patience, failed -> true, it -> true, (frontend, atMost) -> {
            asked.add(frontend);
            busyFor(atMost);
            return USELESS;
        });
        assertThat(reply).isEqualTo(USELESS);
        assertThat(asked).hasSize(1);

        assertThatThrownBy(() -> frontends.ask(patience, failed -> true, it -> true, (frontend, atMost) -> {
                    asked.add(frontend);
                    busyFor(atMost);
                    throw new IOException("hung");
                }))
                .hasMessage("hung");
        assertThat(asked).hasSize(2);
    }

    @Test
    void theOneAfterAFailureIsAskedFirst() throws IOException {
        var patience = Patience.shared(Duration.ofMinutes(1), 3);
        assertThatThrownBy(() -> frontends.ask(patience, failed -> false, it -> false, (frontend, atMost) -> {
                    throw new IOException("gone");
                }))
                .hasMessage("gone");
        frontends.ask(patience, failed -> false, it -> false, (frontend, atMost) -> {
            asked.add(frontend);
            return new Reply(200, "", true);
        });

        assertThat(asked).containsExactly(THREE.get(1));
    }

    @Test
    void aHangingFrontendTakesItsTimeFromTheNext() throws IOException {
        var pause = Duration.ofMillis(5_500);
        try (var late = new ScriptedServer(request -> new Step.Slowly(pause, new Step.Final("503 Busy", "")));
                var hanging =
                        new ScriptedServer(request -> new Step.Slowly(Duration.ofMinutes(5), new Step.Silence()))) {
            var settings = new StarRocksProperties(
                    List.of(late.address(), hanging.address()),
                    List.of("be:8040"),
                    List.of(),
                    "bi",
                    "loader",
                    "pass",
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1));
            try (var exchange = new Exchange(settings)) {
                assertThatThrownBy(() -> new Frontends(settings.frontends())
                                .ask(
                                        settings.sending(),
                                        failed -> true,
                                        reply -> reply.status() == 503,
                                        (frontend, atMost) -> {
                                            given.add(atMost);
                                            return exchange.send(frontend, Limit.answer(atMost), HttpGet::new);
                                        }))
                        .isInstanceOf(IOException.class);
            }
            assertThat(given.getFirst()).isEqualTo(settings.longestLoad());
            assertThat(given.getLast())
                    .isLessThanOrEqualTo(settings.sending().total().minus(pause));
            assertThat(settings.sending().total().plus(settings.longestQuestion()))
                    .isEqualTo(settings.longestSend());
        }
    }

    private static void busyFor(Duration time) {
        try {
            new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

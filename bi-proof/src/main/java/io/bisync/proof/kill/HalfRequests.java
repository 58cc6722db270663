package io.bisync.proof.kill;

import io.bisync.local.stack.LocalStack;
import io.bisync.local.trickle.TricklingClients;
import io.bisync.proof.probe.Patience;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Five thousand clients send half a request to bi-basic and then a letter a second, while somebody asks for the accounts. */
final class HalfRequests {

    private static final int HEADS = 4_000;
    private static final int BODIES = 1_000;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final LocalStack stack;
    private final InstantSource clock;
    private final HttpClient http = HttpClient.newHttpClient();

    HalfRequests(LocalStack stack, InstantSource clock) {
        this.stack = stack;
        this.clock = clock;
    }

    /** Struck when every one of them has begun, some after others were closed; overcome when the server has closed the last one. */
    ServiceKill.Outcome strike() {
        List<String> wrong = new ArrayList<>();
        var basic = stack.basic();
        var process = basic.pid();
        var address =
                new InetSocketAddress(basic.address().getHost(), basic.address().getPort());
        var body = String.join(
                "\r\n",
                "POST /api/accounts HTTP/1.1",
                "Host: x",
                "Content-Type: application/json",
                "Content-Length: 100000",
                "Authorization: Bearer " + stack.controlPlane().administrator(),
                "",
                "{\"name\":\"");
        // From here on its connection is there already.
        ask(basic.address().resolve("/api/accounts")).ifPresent(wrong::add);
        boolean struck;
        long begin = clock.millis();
        try (var bodies = TricklingClients.start(address, body, BODIES, PAUSE);
                var heads = TricklingClients.halfHeads(address, HEADS, PAUSE)) {
            struck = Patience.await(() -> heads.begun() == HEADS && bodies.begun() == BODIES, LIMIT);
            boolean overcome = Patience.await(
                    () -> {
                        ask(basic.address().resolve("/api/accounts")).ifPresent(wrong::add);
                        ask(basic.management().resolve("/actuator/health/readiness"))
                                .ifPresent(wrong::add);
                        return heads.closed() == HEADS && bodies.closed() == BODIES;
                    },
                    LIMIT);
            if (!overcome) {
                wrong.add("Only %d half heads and %d half bodies were closed within %s"
                        .formatted(heads.closed(), bodies.closed(), LIMIT));
            }
        }
        if (basic.pid() != process || !basic.isAlive()) {
            wrong.add("bi-basic did not outlive %d half requests".formatted(HEADS + BODIES));
        }
        return new ServiceKill.Outcome(struck, Optional.of(Duration.ofMillis(clock.millis() - begin)), wrong);
    }

    /** What is wrong with an answer. */
    private Optional<String> ask(URI address) {
        try {
            var answer = http.send(
                    HttpRequest.newBuilder(address)
                            .header(
                                    "Authorization",
                                    "Bearer " + stack.controlPlane().administrator())
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    BodyHandlers.discarding());
            return answer.statusCode() == 200
                    ? Optional.empty()
                    : Optional.of("%s answered HTTP %d meanwhile".formatted(address, answer.statusCode()));
        } catch (IOException silent) {
            return Optional.of("%s did not answer meanwhile: %s".formatted(address, silent));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking " + address, e);
        }
    }
}

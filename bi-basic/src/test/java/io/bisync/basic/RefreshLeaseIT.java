package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

class RefreshLeaseIT {

    private static final BasicServer SERVER = BasicServer.shared();

    @RepeatedTest(5)
    void ofManyCallersAtOnceOneGetsTheLease() throws Exception {
        var id = SERVER.administrator()
                .post("/api/accounts", """
                        {"source":"jushuitan","name":"Contended","appKey":"k","appSecret":"s","duplicate":true}""")
                .json()
                .path("id")
                .asString();
        var service = SERVER.caller("SERVICE");
        // A lease that ran out: the row is there already, so no insert makes the callers take turns.
        service.post("/api/accounts/%s/access".formatted(id), "{\"holder\":\"gone\"}");
        SERVER.clock().advance(Duration.ofMinutes(2));
        var start = new CountDownLatch(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 20)
                    .mapToObj(holder -> callers.submit((Callable<String>) () -> {
                        start.await();
                        return service.post(
                                        "/api/accounts/%s/access".formatted(id),
                                        "{\"holder\":\"%d\"}".formatted(holder))
                                .json()
                                .path("state")
                                .asString();
                    }))
                    .toList();
            start.countDown();

            int winners = 0;
            for (var answer : answers) {
                assertThat(answer.get()).isIn("REFRESH", "WAIT");
                winners += answer.get().equals("REFRESH") ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        }
    }
}

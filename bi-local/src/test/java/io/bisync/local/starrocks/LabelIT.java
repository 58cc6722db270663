package io.bisync.local.starrocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bisync.local.starrocks.transaction.Load;
import io.bisync.local.starrocks.transaction.LoadState;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A label from its first byte to its end, whatever the client does. */
@ExtendWith(StandIn.class)
class LabelIT {

    private static final String ROW = "{\"id\":%d,\"v\":1}\n";

    @BeforeAll
    static void createTable() {
        StandIn.get()
                .apply(
                        "CREATE TABLE IF NOT EXISTS labels (id BIGINT NOT NULL, v BIGINT NOT NULL) PRIMARY KEY (id) DISTRIBUTED BY HASH (id)");
    }

    @Test
    void showsARunningLoadAndItsRows() throws IOException {
        var label = StandIn.newLabel();
        try (var client = opened(label, 100_000)) {
            for (var i = 0; i < 150; i++) {
                client.sendBody(ROW.formatted(i));
            }
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(shown(label).rowsReceived()).isGreaterThanOrEqualTo(150));
            assertThat(StandIn.state(label)).contains("\"state\":\"PREPARE\",\"reason\":\"\"");
            assertThat(shown(label).finishedMillis()).isNull();
            try (var second = new RawClient(StandIn.get().backend())) {
                var headers = StandIn.headers(label);
                headers.put("content-length", "1");
                assertThat(second.send(StandIn.head("labels", headers)).reply().body())
                        .contains("\"Status\": \"Label Already Exists\"")
                        .contains("\"ExistingJobStatus\": \"RUNNING\"");
            }
        }
        awaitState(label, LoadState.ABORTED);
        assertThat(shown(label).reason()).isEqualTo("Cancelled");
        assertThat(StandIn.get().query("SELECT 1 FROM labels WHERE id < 150")).isEmpty();
    }

    @Test
    void freesTheLabelOfABodyThatWasCutOff() throws IOException {
        var label = StandIn.newLabel();
        opened(label, 100).sendBody(ROW.formatted(200)).close();
        awaitState(label, LoadState.ABORTED);
        assertThat(StandIn.load("labels", StandIn.headers(label), ROW.formatted(200))
                        .path("Status")
                        .asString())
                .isEqualTo("Success");
        assertThat(StandIn.get().loads())
                .filteredOn(load -> load.label().equals(label))
                .extracting(Load::state)
                .containsExactly(LoadState.ABORTED, LoadState.VISIBLE);
    }

    @Test
    void commitsACompleteBodyWhoseClientIsGone() throws IOException {
        var label = StandIn.newLabel();
        var row = ROW.formatted(300);
        opened(label, row.length()).sendBody(row).close();
        awaitState(label, LoadState.VISIBLE);
        assertThat(StandIn.get().query("SELECT 1 FROM labels WHERE id = 300")).hasSize(1);
    }

    @Test
    void abortsOnCancel() throws IOException {
        var label = StandIn.newLabel();
        var row = ROW.formatted(400);
        try (var client = opened(label, row.length())) {
            try (var other = new RawClient(StandIn.get().frontend())) {
                assertThat(other.send("POST /api/bi/labels/_cancel?label=%s HTTP/1.1\nauthorization: %s\n\n"
                                        .formatted(label, StandIn.authorization()))
                                .reply()
                                .body())
                        .isEqualTo("{\"status\":\"OK\",\"code\":\"0\",\"msg\":\"Success\",\"message\":\"OK\"}");
            }
            assertThat(StandIn.state(label)).contains("\"state\":\"ABORTED\",\"reason\":\"user cancel\"");
            assertThat(client.sendBody(row).reply().body())
                    .contains("\"Status\": \"Fail\"")
                    .contains("user cancel");
        }
        assertThat(StandIn.get().query("SELECT 1 FROM labels WHERE id = 400")).isEmpty();
    }

    @Test
    void abortsWhatRunsLongerThanItsTimeout() throws IOException {
        var label = StandIn.newLabel();
        var headers = StandIn.headers(label);
        headers.put("timeout", "1");
        headers.put("content-length", "100");
        try (var client = new RawClient(StandIn.get().backend())) {
            assertThat(client.send(StandIn.head("labels", headers)).reply().isContinue())
                    .isTrue();
            awaitState(label, LoadState.ABORTED);
            assertThat(StandIn.state(label)).contains("timeout by txn manager");
        }
    }

    @Test
    void letsOneOfManyWinALabel() throws Exception {
        var label = StandIn.newLabel();
        var before = StandIn.get().counters("labels");
        var barrier = new CyclicBarrier(8);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(() -> {
                        barrier.await();
                        return StandIn.load("labels", StandIn.headers(label), ROW.formatted(500))
                                .path("Status")
                                .asString();
                    }))
                    .toList();
            var winners = 0;
            for (var answer : answers) {
                if (answer.get().equals("Success")) {
                    winners++;
                } else {
                    assertThat(answer.get()).isEqualTo("Label Already Exists");
                }
            }
            assertThat(winners).isEqualTo(1);
        }
        assertThat(StandIn.get().counters("labels").loads() - before.loads()).isEqualTo(1);
    }

    @Test
    void remembersVisibleLabelsAndTablesAfterARestart() throws IOException {
        var label = StandIn.newLabel();
        StandIn.load("labels", StandIn.headers(label), ROW.formatted(600));
        StandIn.restarted();
        assertThat(StandIn.state(label)).contains("\"state\":\"VISIBLE\"");
        assertThat(StandIn.load("labels", ROW.formatted(601)).path("Status").asString())
                .isEqualTo("Success");
        assertThat(StandIn.get().query("SELECT id FROM labels WHERE id IN (600, 601)"))
                .hasSize(2);
    }

    private static RawClient opened(String label, int length) throws IOException {
        var headers = StandIn.headers(label);
        headers.put("content-length", Integer.toString(length));
        var client = new RawClient(StandIn.get().backend());
        assertThat(client.send(StandIn.head("labels", headers)).reply().isContinue())
                .isTrue();
        return client;
    }

    private static Load shown(String label) {
        return StandIn.get().loads().stream()
                .filter(load -> load.label().equals(label))
                .toList()
                .getLast();
    }

    private static void awaitState(String label, LoadState state) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(shown(label).state()).isEqualTo(state));
    }
}

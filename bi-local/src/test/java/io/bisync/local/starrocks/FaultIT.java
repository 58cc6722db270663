package io.bisync.local.starrocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bisync.local.starrocks.fault.Fault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The switches: whom they strike, how often, and what a released one does; what a client makes of each is tested at the client. */
@ExtendWith(StandIn.class)
class FaultIT {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String ROW = "{\"id\":%d,\"v\":1}\n";

    @BeforeAll
    static void createTable() {
        StandIn.get()
                .apply(
                        "CREATE TABLE IF NOT EXISTS faults (id BIGINT NOT NULL, v BIGINT NOT NULL) PRIMARY KEY (id) DISTRIBUTED BY HASH (id)");
    }

    @AfterEach
    void clear() {
        StandIn.get().faults().clear();
    }

    @Test
    void strikesAsOftenAsToldAndCountsIt() throws IOException {
        var fault = StandIn.get().faults().next(2, new Fault.TooManyVersions());

        assertThat(status(1)).isEqualTo("Fail");
        assertThat(status(1)).isEqualTo("Fail");
        assertThat(status(1)).isEqualTo("Success");
        assertThat(fault.struck()).isEqualTo(2);
    }

    @Test
    void strikesOnlyTheTableAndLabelThatItIsFor() throws IOException {
        var table = StandIn.get().faults().next(9, new Fault.MemoryExceeded(), "ods_*", "*");
        var label = StandIn.get().faults().next(9, new Fault.MemoryExceeded(), "fa*ts", "te.t-*");

        assertThat(status(2)).isEqualTo("Success");
        assertThat(table.struck()).isZero();
        assertThat(label.struck()).isZero();

        var both = StandIn.get().faults().next(1, new Fault.MemoryExceeded(), "fa*ts", "test-*");
        assertThat(status(2)).isEqualTo("Fail");
        assertThat(both.struck()).isEqualTo(1);
    }

    @Test
    void strikesWithSeveralFaultsOfOneLoad() throws IOException {
        var publish = StandIn.get().faults().next(1, new Fault.PublishTimeout(LONG));
        var reply = StandIn.get().faults().next(1, new Fault.AnswerPage(502));
        var label = StandIn.newLabel();

        assertThatThrownBy(() -> StandIn.load("faults", StandIn.headers(label), ROW.formatted(3)))
                .hasMessageContaining("'<'");
        assertThat(StandIn.state(label)).contains("COMMITTED");
        StandIn.get().faults().release();
        awaitState(label, "VISIBLE");
        assertThat(publish.struck() + reply.struck()).isEqualTo(2);
    }

    @Test
    void beginsALateLoadWhenItIsReleased() throws IOException {
        StandIn.get().faults().next(1, new Fault.BeginsLate(LONG));
        var label = StandIn.newLabel();

        assertThatThrownBy(() -> StandIn.load("faults", StandIn.headers(label), ROW.formatted(4)))
                .isInstanceOf(IOException.class);
        assertThat(StandIn.state(label)).contains("UNKNOWN");
        StandIn.get().faults().release();
        awaitState(label, "VISIBLE");
        assertThat(StandIn.get().query("SELECT 1 FROM faults WHERE id = 4")).hasSize(1);
    }

    @Test
    void dropsALateLoadWhoseLabelLoadedMeanwhile() throws IOException {
        StandIn.get().faults().next(1, new Fault.BeginsLate(LONG));
        var label = StandIn.newLabel();
        var before = StandIn.get().counters("faults").loads();

        assertThatThrownBy(() -> StandIn.load("faults", StandIn.headers(label), ROW.formatted(5)))
                .isInstanceOf(IOException.class);
        assertThat(StandIn.load("faults", StandIn.headers(label), ROW.formatted(5))
                        .path("Status")
                        .asString())
                .isEqualTo("Success");
        StandIn.get().faults().release();
        // A later load is through the same locks.
        assertThat(status(6)).isEqualTo("Success");
        assertThat(StandIn.get().counters("faults").loads() - before).isEqualTo(2);
    }

    @Test
    void letsALateCommitBeCancelled() throws IOException {
        StandIn.get().faults().next(1, new Fault.CommitsLate(LONG));
        var label = StandIn.newLabel();

        assertThatThrownBy(() -> StandIn.load("faults", StandIn.headers(label), ROW.formatted(7)))
                .isInstanceOf(IOException.class);
        assertThat(StandIn.state(label)).contains("PREPARE");
        cancel(label);
        StandIn.get().faults().release();
        assertThat(StandIn.state(label)).contains("ABORTED");
        assertThat(status(8)).isEqualTo("Success");
        assertThat(StandIn.get().query("SELECT 1 FROM faults WHERE id = 7")).isEmpty();
    }

    @Test
    void readsAStalledBodyOnWhenItIsReleased() throws Exception {
        var fault = StandIn.get().faults().next(1, new Fault.StalledBody(20, LONG));
        var label = StandIn.newLabel();
        var load = CompletableFuture.supplyAsync(() -> loaded(label, 100));

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(StandIn.get().loads())
                        .anyMatch(it -> it.label().equals(label) && it.rowsReceived() == 1 && it.isStalled()));
        assertThat(StandIn.state(label)).contains("PREPARE");
        StandIn.get().faults().release();
        assertThat(load.get(1, TimeUnit.MINUTES)).isEqualTo("Success");
        assertThat(fault.struck()).isEqualTo(1);
    }

    @Test
    void aRestartResetsConnectionsAndForgetsWhatRuns() throws Exception {
        assertThat(status(10)).isEqualTo("Success");
        StandIn.get().faults().next(1, new Fault.StalledBody(20, LONG));
        var label = StandIn.newLabel();
        var load = CompletableFuture.supplyAsync(() -> loaded(label, 100));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(StandIn.state(label)).contains("PREPARE"));

        assertThat(control("POST /control/restart?away=PT0S", "").body()).isEqualTo("Forgot 1 running loads\n");

        assertThat(load.get(1, TimeUnit.MINUTES)).startsWith("java.net.SocketException");
        assertThat(StandIn.state(label)).contains("UNKNOWN");
        StandIn.get().faults().clear();
        assertThat(StandIn.get().query("SELECT 1 FROM faults WHERE id = 100")).isEmpty();
        assertThat(StandIn.get().query("SELECT 1 FROM faults WHERE id = 10")).hasSize(1);
        assertThat(loaded(label, 101)).isEqualTo("Success");
    }

    @Test
    void aRestartRefusesConnectionsForAWhile() throws Exception {
        var restart = CompletableFuture.runAsync(() -> StandIn.get().restart(LONG));

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThatThrownBy(() -> status(11)).isInstanceOf(ConnectException.class));
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            StandIn.get().faults().release();
            return restart.isDone();
        });
        assertThat(status(11)).isEqualTo("Success");
    }

    /** Two rows: how the load ended, or what broke it. */
    private static String loaded(String label, long id) {
        try {
            return StandIn.load("faults", StandIn.headers(label), ROW.formatted(id) + ROW.formatted(id))
                    .path("Status")
                    .asString();
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void isSwitchedOverTheControlAddress() throws IOException {
        assertThat(control(
                                "POST /control/faults",
                                "{\"fault\":\"SlowRedirect\",\"pause\":\"PT0.01S\",\"times\":3,\"table\":\"fau*\"}")
                        .body())
                .isEqualTo(
                        "{\"fault\":\"SlowRedirect\",\"pause\":\"PT0.01S\",\"table\":\"fau*\",\"label\":\"*\",\"left\":3,\"struck\":0}");
        assertThat(redirected()).isEqualTo(307);
        assertThat(control("GET /control/faults", "").body())
                .isEqualTo(
                        "[{\"fault\":\"SlowRedirect\",\"pause\":\"PT0.01S\",\"table\":\"fau*\",\"label\":\"*\",\"left\":2,\"struck\":1}]");
        assertThat(control("GET /control", "").body()).contains("\"BeginsLate\"", "POST /control/faults/release");
        assertThat(control("DELETE /control/faults", "").status()).isEqualTo(200);
        assertThat(control("GET /control/faults", "").body()).isEqualTo("[]");
    }

    @Test
    void refusesASwitchThatItDoesNotUnderstand() throws IOException {
        for (var text : new String[] {
            "{\"fault\":\"Nothing\"}",
            "{\"fault\":\"CutAnswer\"}",
            "{\"fault\":\"NoBackend\",\"bytes\":1}",
            "{\"fault\":\"NoBackend\",\"times\":0}",
            "[]",
            "{"
        }) {
            assertThat(control("POST /control/faults", text).status()).as(text).isEqualTo(400);
        }
        assertThat(StandIn.get().faults().states()).isEmpty();
    }

    @Test
    void resetsWithinTheAnswer() {
        StandIn.get().faults().next(1, new Fault.ResetWithinAnswer(10));

        assertThatThrownBy(() -> status(9)).isInstanceOf(SocketException.class);
    }

    private static String status(long id) throws IOException {
        return StandIn.load("faults", ROW.formatted(id)).path("Status").asString();
    }

    private static int redirected() throws IOException {
        try (var client = new RawClient(StandIn.get().frontend())) {
            return client.send(StandIn.head("faults", StandIn.headers("any")))
                    .reply()
                    .status();
        }
    }

    private static void cancel(String label) throws IOException {
        try (var client = new RawClient(StandIn.get().frontend())) {
            client.send("POST /api/bi/faults/_cancel?label=%s HTTP/1.1\nauthorization: %s\n\n"
                            .formatted(label, StandIn.authorization()))
                    .reply();
        }
    }

    private static RawClient.Reply control(String route, String body) throws IOException {
        try (var client = new RawClient(StandIn.get().control())) {
            return client.send("%s HTTP/1.1\ncontent-length: %d\n\n".formatted(route, body.length()))
                    .sendBody(body)
                    .reply();
        }
    }

    private static void awaitState(String label, String state) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(StandIn.state(label)).contains(state));
    }
}

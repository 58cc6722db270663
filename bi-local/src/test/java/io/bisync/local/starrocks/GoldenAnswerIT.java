package io.bisync.local.starrocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.starrocks.fault.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The stand-in's answers against the golden ones, byte by byte. */
@ExtendWith(StandIn.class)
class GoldenAnswerIT {

    private static final String TWO_ROWS = "%-45s".formatted("{\"id\":1,\"v\":1}\n{\"id\":2,\"v\":1}\n");

    @BeforeAll
    static void createTable() {
        StandIn.get()
                .apply(
                        "CREATE TABLE IF NOT EXISTS golden (id BIGINT NOT NULL, v BIGINT NOT NULL) PRIMARY KEY (id) DISTRIBUTED BY HASH (id)");
    }

    @BeforeEach
    void forget() {
        StandIn.get().labels().sweepLabel(GoldenAnswer.LABEL);
        StandIn.get().labels().sweepLabel(GoldenAnswer.USED_LABEL);
    }

    @AfterEach
    void clear() {
        StandIn.get().faults().clear();
    }

    @Test
    void toALoadThatWorks() throws IOException {
        isGolden(GoldenAnswer.SUCCESS, load(GoldenAnswer.LABEL, TWO_ROWS));
        isGolden(GoldenAnswer.STATE_VISIBLE, StandIn.state(GoldenAnswer.LABEL));
    }

    @Test
    void toALoadThatIsNotVisibleYet() throws IOException {
        StandIn.get().faults().next(1, new Fault.PublishTimeout(Duration.ofMinutes(10)));

        isGolden(GoldenAnswer.PUBLISH_TIMEOUT, load(GoldenAnswer.LABEL, TWO_ROWS));
    }

    @Test
    void toALabelThatIsDone() throws IOException {
        load(GoldenAnswer.USED_LABEL, TWO_ROWS);

        isGolden(GoldenAnswer.LABEL_FINISHED, load(GoldenAnswer.USED_LABEL, TWO_ROWS));
        StandIn.get().faults().next(1, new Fault.LabelInUseAsFailure());
        isGolden(GoldenAnswer.LABEL_AS_FAILURE, load(GoldenAnswer.USED_LABEL, TWO_ROWS));
    }

    @Test
    void toALabelThatIsRunning() throws IOException {
        try (var client = new RawClient(StandIn.get().backend())) {
            var headers = StandIn.headers(GoldenAnswer.USED_LABEL);
            headers.put("content-length", "9");
            assertThat(client.send(StandIn.head("golden", headers)).reply().isContinue())
                    .isTrue();

            isGolden(GoldenAnswer.LABEL_RUNNING, load(GoldenAnswer.USED_LABEL, TWO_ROWS));
            // The golden label is free again for the next test.
            client.sendBody("{\"id\":1}\n").reply();
        }
    }

    @Test
    void toRowsThatAreFiltered() throws IOException {
        isGolden(
                GoldenAnswer.FILTERED,
                load(GoldenAnswer.LABEL, "%-60s".formatted("{\"id\":1,\"v\":1}\n{\"id\":2,\"v\":1}\n{\"id\":3}\n")));
    }

    @Test
    void ofTheFrontend() throws IOException {
        var headers = StandIn.headers(GoldenAnswer.LABEL);
        StandIn.get().faults().next(1, new Fault.NoBackend());
        isGolden(GoldenAnswer.FRONTEND_NO_BACKEND, atFrontend(StandIn.head("golden", headers)));
        headers.remove("expect");
        isGolden(GoldenAnswer.FRONTEND_NO_EXPECTATION, atFrontend(StandIn.head("golden", headers)));
        isGolden(
                GoldenAnswer.DENIED,
                atFrontend(StandIn.head("golden", Map.of("authorization", RawClient.basic("root", "wrong")))));
        isGolden(GoldenAnswer.STATE_UNKNOWN, StandIn.state("never-used-at-all"));
        isGolden(
                GoldenAnswer.STATE_UNKNOWN_DATABASE,
                atFrontend("GET /api/x/get_load_state?label=l HTTP/1.1\nauthorization: %s\n\n"
                        .formatted(StandIn.authorization())));
    }

    private static void isGolden(GoldenAnswer golden, String answer) {
        assertThat(GoldenAnswer.normal(answer)).isEqualTo(GoldenAnswer.normal(golden.text()));
    }

    private static String load(String label, String body) throws IOException {
        try (var client = new RawClient(StandIn.get().backend())) {
            var headers = StandIn.headers(label);
            headers.put("content-length", Integer.toString(body.length()));
            var reply = client.send(StandIn.head("golden", headers)).reply();
            return reply.isContinue() ? client.sendBody(body).reply().body() : reply.body();
        }
    }

    private static String atFrontend(String request) throws IOException {
        try (var client = new RawClient(StandIn.get().frontend())) {
            return client.send(request).reply().body();
        }
    }
}

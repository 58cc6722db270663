package io.bisync.local.starrocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StandIn.class)
class LabelMemoryIT {

    @BeforeAll
    static void createTable() {
        StandIn.get()
                .apply(
                        "CREATE TABLE IF NOT EXISTS memory (id BIGINT NOT NULL) PRIMARY KEY (id) DISTRIBUTED BY HASH (id)");
    }

    @BeforeEach
    void forgetEverything() {
        StandIn.get().labels().sweepTo(0);
    }

    @Test
    void keepsTheNewest() throws IOException {
        var oldest = load();
        var middle = load();
        var newest = load();

        assertThat(StandIn.get().labels().sweepTo(2)).isEqualTo(1);
        assertThat(StandIn.state(oldest)).contains("UNKNOWN");
        assertThat(StandIn.state(middle)).contains("VISIBLE");
        assertThat(StandIn.state(newest)).contains("VISIBLE");
    }

    @Test
    void letsASweptLabelLoadAgain() throws IOException {
        var label = load();
        assertThat(StandIn.get().labels().sweepLabel(label)).isEqualTo(1);

        assertThat(StandIn.load("memory", StandIn.headers(label), "{\"id\":1}\n")
                        .path("Status")
                        .asString())
                .isEqualTo("Success");
    }

    @Test
    void doesNotRememberASweptLabelAfterARestart() throws IOException {
        var swept = load();
        StandIn.get().labels().sweepLabel(swept);
        var kept = load();
        StandIn.restarted();

        assertThat(StandIn.state(swept)).contains("UNKNOWN");
        assertThat(StandIn.state(kept)).contains("VISIBLE");
    }

    @Test
    void sweepsByNumberAndAgeOnDemandOnly() throws IOException {
        var label = load();

        assertThat(sweep("")).isEqualTo("Forgot 0 loads\n");
        assertThat(sweep("?olderThan=PT1H")).isEqualTo("Forgot 0 loads\n");
        assertThat(sweep("?keep=1")).isEqualTo("Forgot 0 loads\n");
        assertThat(sweep("?label=" + label)).isEqualTo("Forgot 1 loads\n");
        load();
        assertThat(StandIn.get().labels().sweepOlderThan(Duration.ofMinutes(-1)))
                .isEqualTo(1);
        assertThat(sweep("?unknown=1")).contains("A sweep takes");
    }

    @Test
    void neverForgetsALoadThatRuns() throws IOException {
        var label = StandIn.newLabel();
        var headers = StandIn.headers(label);
        headers.put("content-length", "100");
        try (var client = new RawClient(StandIn.get().backend())) {
            assertThat(client.send(StandIn.head("memory", headers)).reply().isContinue())
                    .isTrue();
            assertThat(StandIn.get().labels().sweepTo(0)).isZero();
            assertThat(StandIn.state(label)).contains("PREPARE");
        }
    }

    private static String load() throws IOException {
        var label = StandIn.newLabel();
        assertThat(StandIn.load("memory", StandIn.headers(label), "{\"id\":1}\n")
                        .path("Status")
                        .asString())
                .isEqualTo("Success");
        return label;
    }

    private static String sweep(String query) throws IOException {
        try (var client = new RawClient(StandIn.get().control())) {
            return client.send("POST /control/labels/sweep%s HTTP/1.1\ncontent-length: 0\n\n".formatted(query))
                    .reply()
                    .body();
        }
    }
}

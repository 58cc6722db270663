package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StatusIT {

    private static final BasicServer SERVER = BasicServer.shared();
    private static final AtomicInteger ENTITIES = new AtomicInteger();

    private final Caller administrator = SERVER.administrator();
    private final Caller service = SERVER.caller("SERVICE");
    private final String entity = "entity" + ENTITIES.incrementAndGet();
    private final String account =
            administrator.post("/api/accounts", """
                    {"source":"jushuitan","name":"Watched","appKey":"k","appSecret":"s","duplicate":true}""").json().path("id").asString();

    @Test
    void countersOfProcessesAddUpAndARepeatedReportChangesNothing() {
        report("a", loaded(10, 1), lag(3), "");
        report("b", loaded(5, 0), lag(4), "");
        report("a", loaded(12, 1), lag(1), "");
        report("a", loaded(12, 1), lag(1), "");

        assertThat(line().path("rows").asLong()).isEqualTo(17);
        assertThat(line().path("deadLetters").asLong()).isEqualTo(1);
        assertThat(line().path("lag").asLong()).isEqualTo(5);
        assertThat(line().path("name").asString()).isEqualTo("Watched");
        assertThat(line().path("freshAsOf").isNull()).isTrue();
    }

    @Test
    void dataIsAsFreshAsThePullThatLoadingHasPassed() {
        var first = now();
        report("a", "", lag(0), read(first.minusSeconds(1)));
        assertThat(fresh()).isEqualTo(first.minusSeconds(1));

        forward(5);
        var second = now();
        report("a", "", lag(7), read(second.minusSeconds(1)));
        assertThat(fresh()).isEqualTo(first.minusSeconds(1));
        assertThat(line().path("readUntil").asString())
                .isEqualTo(second.minusSeconds(1).toString());

        forward(5);
        report("a", "", lag(7), read(now().minusSeconds(1)));
        assertThat(fresh()).isEqualTo(first.minusSeconds(1));

        forward(5);
        report("a", "", lag(0), "");
        assertThat(fresh()).isEqualTo(second.plusSeconds(4));
        assertThat(Duration.parse(line().path("freshness").asString())).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void aPullThatWasReportedAfterLoadingDrainedDoesNotCountYet() {
        var drained = now();
        forward(10);
        report("pull", "", "", read(drained.minusSeconds(5)));
        service.post("/api/status/reports", body("load", drained, "", lag(0), ""));

        assertThat(line().path("freshAsOf").isNull()).isTrue();
    }

    @Test
    void theSlowestOfSeveralLoadersDecidesUntilItIsSilent() {
        var first = now();
        report("slow", "", lag(0), read(first));
        forward(5);
        report("slow", "", lag(2), "");
        report("fast", "", lag(0), read(now()));
        assertThat(fresh()).isEqualTo(first);

        forward(31);
        report("fast", "", lag(0), "");
        assertThat(fresh()).isEqualTo(first.plusSeconds(5));
        assertThat(line().path("lag").asLong()).isZero();
    }

    @Test
    void aLekeTenantIsAsFreshAsTheLastTimeNothingWasLeftAnUnknownOneToo() {
        var now = now();
        var answer = service.post("/api/status/reports", """
                {"source":"leke","instance":"leke-1","at":"%s","reads":[],"lags":[{"entity":"%s","records":0}],
                 "loaded":[{"account":"stranger","entity":"%s","rows":3,"deadLetters":0}]}""".formatted(now, entity, entity));
        assertThat(answer.status()).isEqualTo(204);

        var line = line("stranger");
        assertThat(line.path("name").isNull()).isTrue();
        assertThat(line.path("freshAsOf").asString()).isEqualTo(now.toString());
    }

    private Instant now() {
        return SERVER.clock().instant();
    }

    private void forward(int seconds) {
        SERVER.clock().advance(Duration.ofSeconds(seconds));
    }

    private Instant fresh() {
        return Instant.parse(line().path("freshAsOf").asString());
    }

    private JsonNode line() {
        return line(account);
    }

    private JsonNode line(String id) {
        return administrator
                .get("/api/status")
                .json()
                .path("lines")
                .valueStream()
                .filter(line -> line.path("account").asString().equals(id)
                        && line.path("entity").asString().equals(entity))
                .findFirst()
                .orElseThrow();
    }

    private void report(String instance, String loaded, String lag, String read) {
        var answer = service.post("/api/status/reports", body(instance, now(), loaded, lag, read));
        assertThat(answer.status()).isEqualTo(204);
    }

    private String body(String instance, Instant at, String loaded, String lag, String read) {
        return """
                {"source":"jushuitan","instance":"%s-%s","at":"%s","loaded":[%s],"lags":[%s],"reads":[%s]}""".formatted(entity, instance, at, loaded, lag, read);
    }

    private String loaded(long rows, long deadLetters) {
        return "{\"account\":\"%s\",\"entity\":\"%s\",\"rows\":%d,\"deadLetters\":%d}"
                .formatted(account, entity, rows, deadLetters);
    }

    private String lag(long records) {
        return "{\"entity\":\"%s\",\"records\":%d}".formatted(entity, records);
    }

    private String read(Instant until) {
        return "{\"account\":\"%s\",\"entity\":\"%s\",\"readUntil\":\"%s\"}".formatted(account, entity, until);
    }
}

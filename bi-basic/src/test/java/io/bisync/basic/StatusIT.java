package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.operations.ScheduledTasks;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
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
    void countersOfProcessesThatAreGoneAreFoldedAndTheSumStays() {
        report("a", loaded(10, 1), lag(0), "");
        report("b", loaded(5, 0), "", "");
        forward(25 * 3600);
        report("c", loaded(1, 0), "", "");
        SERVER.runScheduledTasks();
        assertThat(line().path("rows").asLong()).isEqualTo(16);

        forward(25 * 3600);
        report("d", loaded(2, 0), "", "");
        SERVER.runScheduledTasks();

        assertThat(line().path("rows").asLong()).isEqualTo(18);
        assertThat(line().path("deadLetters").asLong()).isEqualTo(1);
        assertThat(SERVER.rows("SELECT instance FROM basic.loaded WHERE entity = '%s'".formatted(entity)))
                .containsExactlyInAnyOrder("", entity + "-d");
    }

    @Test
    void aReporterWhoseClockIsAheadMakesNothingLookFresh() {
        var hour = Duration.ofHours(1);
        var ahead = now().plus(hour);
        send(body("a", ahead, loaded(1, 0), lag(0, ahead, 6), read(ahead)));
        forward(4);
        send(body("a", now().plus(hour), "", lag(0, now().plus(hour), 6), read(now().plus(hour))));

        assertThat(fresh()).isBeforeOrEqualTo(now());
        assertThat(Duration.parse(line().path("freshness").asString())).isGreaterThanOrEqualTo(Duration.ZERO);
        var before = fresh();
        forward(300);
        assertThat(fresh()).isEqualTo(before);
        assertThat(Duration.parse(line().path("freshness").asString())).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
        SERVER.runScheduledTasks();
        assertThat(SERVER.gauge("bi.status.clock.ahead", "instance", entity + "-a"))
                .isEqualTo(3600);
        assertThat(SERVER.gauge("bi.freshness", "account", account, "entity", entity))
                .isGreaterThanOrEqualTo(300);
        assertThat(SERVER.logLines()).anyMatch(it -> it.startsWith("BI-STATUS-03"));
    }

    @Test
    void partitionsThatNobodyHoldsKeepFreshnessWhereItIs() {
        var first = now();
        report("a", "", lag(0), read(first));
        forward(5);
        send(body("a", now(), "", lag(0, now(), 4), read(now())));
        assertThat(fresh()).isEqualTo(first);
        assertThat(line().path("state").path("code").asString()).isEqualTo("BI-STATUS-02");

        forward(5);
        send(body("b", now(), "", lag(0, now(), 2), ""));
        assertThat(fresh()).isEqualTo(first.plusSeconds(5));
    }

    @Test
    void historyHasALagOfItsOwn() {
        var answer = service.post("/api/status/reports", """
                {"source":"jushuitan","instance":"%s-h","at":"%s","reads":[],"lags":[%s],"loaded":[],"troubles":[],
                 "histories":[{"entity":"%s","records":900}]}""".formatted(entity, now(), lag(0), entity));
        assertThat(answer.status()).isEqualTo(204);

        assertThat(line().path("lag").asLong()).isZero();
        assertThat(line().path("historyLag").asLong()).isEqualTo(900);
    }

    @Test
    void aReadingAgainThatIsDueIsShownWithItsLatenessBesideFreshness() {
        report("a", "", lag(0), read(now()));
        assertThat(line().path("rescanLateness").isNull()).isTrue();

        report("a", "", lag(0), """
                {"account":"%s","entity":"%s","readUntil":"%s","rescanDue":"%s"}""".formatted(account, entity, now(), now().minusSeconds(90)));
        forward(4);
        assertThat(Duration.parse(line().path("rescanLateness").asString())).isEqualTo(Duration.ofSeconds(94));
        assertThat(state("name")).isEqualTo("RUNNING");
    }

    @Test
    void theStateSaysWhereItIsStalledAndSinceWhen() {
        forward(60);
        report("a", "", lag(0), read(now()));
        assertThat(state("name")).isEqualTo("RUNNING");

        service.post("/api/status/reports", """
                {"source":"jushuitan","instance":"%s-a","at":"%s","reads":[%s],"lags":[%s],"loaded":[],"histories":[],
                 "troubles":[{"entity":"%s","obstacle":{"at":"STARROCKS","code":"BI-LOAD-01","since":"%s"}}]}""".formatted(
                        entity, now(), read(now()), lag(3), entity, now().minusSeconds(9)));
        assertThat(state("name")).isEqualTo("STALLED");
        assertThat(state("at")).isEqualTo("STARROCKS");
        assertThat(state("code")).isEqualTo("BI-LOAD-01");
        assertThat(Instant.parse(state("since"))).isEqualTo(now().minusSeconds(9));

        report("a", "", lag(0), """
                {"account":"%s","entity":"%s","obstacle":{"at":"REFUSED","code":"BI-JST-01","since":"%s"}}""".formatted(account, entity, now()));
        assertThat(state("name")).isEqualTo("REFUSED");

        forward(31);
        report("b", "", lag(0), "");
        assertThat(state("code")).isEqualTo("BI-STATUS-01");
    }

    @Test
    void whoeverStopsTellingReadersOfSqlLetsTheNextOneBegin() {
        var path = "/api/sources/jushuitan/status";
        var mine = service.post(path, "{\"holder\":\"stopping\",\"ttl\":\"PT1H\"}");
        assertThat(service.delete(path + "?holder=other").status()).isEqualTo(204);
        assertThat(service.post(path, "{\"holder\":\"other\",\"ttl\":\"PT1S\"}").status())
                .isEqualTo(204);

        assertThat(service.delete(path + "?holder=stopping").status()).isEqualTo(204);
        var theirs = service.post(path, "{\"holder\":\"other\",\"ttl\":\"PT1S\"}");
        assertThat(theirs.status()).isEqualTo(200);
        assertThat(theirs.json().path("version").asLong())
                .isGreaterThan(mine.json().path("version").asLong());
        forward(2);
    }

    @Test
    void readersOfSqlAreToldOfKnownAccountsWithoutWhoDidWhatAndWhy() {
        var first = now();
        report("a", loaded(1, 2), lag(0), read(first));
        service.post("/api/status/reports", """
                {"source":"jushuitan","instance":"%s-u","at":"%s","reads":[],"lags":[],"histories":[],"troubles":[],
                 "loaded":[{"account":"nobody","entity":"%s","rows":1,"deadLetters":0}]}""".formatted(entity, now(), entity));
        forward(5);
        report("a", "", lag(0), "");
        administrator.disable("/api/accounts/" + account);

        var told = service.post("/api/sources/jushuitan/status", "{\"holder\":\"a\",\"ttl\":\"PT1S\"}");
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.text()).doesNotContain("a test", "nobody", "appKey", "administrator");
        var mine = told.json()
                .path("entities")
                .valueStream()
                .filter(it -> it.path("entity").asString().equals(entity))
                .filter(it -> it.path("account").asString().equals(account))
                .toList();
        assertThat(mine).singleElement().satisfies(it -> {
            assertThat(it.path("state").asString()).isEqualTo("PAUSED");
            assertThat(Instant.parse(it.path("freshAsOf").asString())).isEqualTo(first);
            assertThat(it.path("deadLetters").asLong()).isEqualTo(2);
        });
        assertThat(told.json()
                        .path("accounts")
                        .valueStream()
                        .filter(it -> it.path("id").asString().equals(account)))
                .singleElement()
                .satisfies(it -> assertThat(it.path("disabledAt").isNull()).isFalse());
        forward(2);
    }

    @Test
    void anAccountThatIsPausedIsNotLate() {
        report("a", loaded(1, 0), lag(0), read(now()));
        forward(5);
        report("a", "", lag(0), read(now()));
        assertThat(line().path("freshness").isNull()).isFalse();

        SERVER.runScheduledTasks();
        assertThat(SERVER.hasGauge("bi.freshness", "account", account, "entity", entity))
                .isTrue();
        assertThat(SERVER.gauge("bi.permit.allowed", "account", account)).isPositive();
        assertThat(SERVER.gauge("bi.permit.used", "account", account)).isZero();
        assertThat(SERVER.gauge("bi.token.expiry", "account", account)).isZero();

        administrator.disable("/api/accounts/" + account);
        SERVER.runScheduledTasks();

        assertThat(state("name")).isEqualTo("PAUSED");
        assertThat(state("because")).isEqualTo("a test");
        assertThat(state("by")).contains("administrator");
        assertThat(SERVER.hasGauge("bi.permit.allowed", "account", account)).isFalse();
        assertThat(SERVER.hasGauge("bi.token.expiry", "account", account)).isFalse();
        assertThat(line().path("freshness").isNull()).isTrue();
        assertThat(SERVER.hasGauge("bi.freshness", "account", account, "entity", entity))
                .isFalse();
    }

    @Test
    void anEntityThatIsPausedIsNotLateAndTheSameEntityOfOthersIsShownAsBefore() {
        var other = administrator.post("/api/accounts", """
                {"source":"jushuitan","name":"Beside it","appKey":"k","appSecret":"s","duplicate":true}""").json().path("id").asString();
        report("a", loaded(1, 0), lag(0), read(now()));
        forward(5);
        report("a", "", lag(0), read(now()));
        SERVER.runScheduledTasks();
        assertThat(hasFreshness(account)).isTrue();
        var since = now();
        administrator.post(pulled("pause"), "{\"reason\":\"a test\"}");
        // Nobody says any more that it is pulled.
        forward(60);
        report("a", "", lag(0), "");
        SERVER.runScheduledTasks();

        assertThat(state("name")).isEqualTo("PAUSED");
        assertThat(state("because")).isEqualTo("a test");
        assertThat(state("by")).contains("administrator");
        assertThat(Instant.parse(state("since"))).isEqualTo(since);
        assertThat(line().path("enabled").asBoolean()).isTrue();
        assertThat(line().path("freshness").isNull()).isTrue();
        assertThat(hasFreshness(account)).isFalse();
        assertThat(line(other).at("/state/name").asString()).isNotEqualTo("PAUSED");
        assertThat(hasFreshness(other)).isTrue();

        administrator.post(pulled("resume"), "");
        report("a", "", lag(0), read(now()));
        SERVER.runScheduledTasks();
        assertThat(state("name")).isEqualTo("RUNNING");
        assertThat(line().path("freshness").isNull()).isFalse();
        assertThat(hasFreshness(account)).isTrue();
    }

    private String pulled(String verb) {
        return "/api/accounts/%s/entities/%s/%s".formatted(account, entity, verb);
    }

    private boolean hasFreshness(String id) {
        return SERVER.hasGauge("bi.freshness", "account", id, "entity", entity);
    }

    @Test
    void anAccountThatIsHeldForItsRecordsIsPausedUntilAnAdministratorLiftsThatInFrontOfTheAudit() {
        report("a", loaded(1, 0), lag(0), read(now()));
        var begun = "{\"source\":\"jushuitan\",\"account\":\"%s\",\"topic\":\"orders\",\"partition\":2,\"offset\":77}"
                .formatted(account);
        assertThat(administrator.post("/api/holds", begun).code()).isEqualTo("BI-BASIC-11");
        assertThat(SERVER.caller("SERVICE")
                        .post("/api/holds", begun)
                        .json()
                        .path("held")
                        .asBoolean())
                .isTrue();

        assertThat(state("name")).isEqualTo("PAUSED");
        assertThat(state("because")).contains("orders-2@77");
        assertThat(administrator
                        .get("/api/holds?source=jushuitan")
                        .json()
                        .path("holds")
                        .values())
                .filteredOn(it -> it.path("account").asString().equals(account))
                .extracting(it -> it.path("reason").asString())
                .containsExactly("BAD_RECORDS");

        var hold = "/api/holds/jushuitan/" + account;
        assertThat(SERVER.caller("SERVICE").delete(hold).code()).isEqualTo("BI-BASIC-11");
        assertThat(administrator.delete(hold).status()).isEqualTo(204);
        assertThat(state("name")).isNotEqualTo("PAUSED");
        assertThat(administrator.delete(hold).code()).isEqualTo("BI-BASIC-26");
        assertThat(administrator
                        .get("/api/audit?object=account%20" + account)
                        .json()
                        .path("entries")
                        .values())
                .first()
                .satisfies(it -> {
                    assertThat(it.path("action").asString()).isEqualTo("hold.lift");
                    assertThat(it.path("before").toString()).contains("orders-2@77");
                });

        administrator.disable("/api/accounts/" + account);
        var refused = administrator.delete(hold);
        assertThat(refused.code()).isEqualTo("BI-BASIC-26");
        assertThat(refused.text()).contains("enable it");
    }

    @Test
    void whatIsScheduledRuns() {
        ScheduledTasks.awaitAll(SERVER.context(), Duration.ofMinutes(1));
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
        send(body("load", now(), "", lag(0, drained, 6), ""));

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
                {"source":"leke","instance":"leke-1","at":"%s","reads":[],"histories":[],"troubles":[],
                 "lags":[{"entity":"%s","records":0,"drainedAt":"%s","held":6,"partitions":6}],
                 "loaded":[{"account":"stranger","entity":"%s","rows":3,"deadLetters":0}]}""".formatted(now, entity, now, entity));
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
        send(body(instance, now(), loaded, lag, read));
    }

    private void send(String body) {
        assertThat(service.post("/api/status/reports", body).status()).isEqualTo(204);
    }

    private String body(String instance, Instant at, String loaded, String lag, String read) {
        return """
                {"source":"jushuitan","instance":"%s-%s","at":"%s","loaded":[%s],"lags":[%s],"histories":[],"troubles":[],"reads":[%s]}""".formatted(entity, instance, at, loaded, lag, read);
    }

    private String loaded(long rows, long deadLetters) {
        return "{\"account\":\"%s\",\"entity\":\"%s\",\"rows\":%d,\"deadLetters\":%d}"
                .formatted(account, entity, rows, deadLetters);
    }

    private String state(String member) {
        return line().path("state").path(member).asString();
    }

    private String lag(long records) {
        return lag(records, records == 0 ? now() : null, 6);
    }

    private String lag(long records, @Nullable Instant drainedAt, int held) {
        return "{\"entity\":\"%s\",\"records\":%d,\"drainedAt\":%s,\"held\":%d,\"partitions\":6}"
                .formatted(entity, records, drainedAt == null ? null : "\"" + drainedAt + "\"", held);
    }

    private String read(Instant until) {
        return "{\"account\":\"%s\",\"entity\":\"%s\",\"readUntil\":\"%s\"}".formatted(account, entity, until);
    }
}

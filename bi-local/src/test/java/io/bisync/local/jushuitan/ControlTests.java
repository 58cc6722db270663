package io.bisync.local.jushuitan;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a person or the demo does over the control address. */
class ControlTests {

    private static final String ORDER = "/control/orders/11053062/38852";
    private static final String COMMIT = "/control/accounts/11053062/commit";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T04:00:00Z"));
    private final JushuitanSimulator simulator =
            JushuitanSimulator.start(SimulatorSettings.of(50).withSpeed(100).withClock(clock));
    private final Client client = new Client(simulator, 0, clock);
    private final Set<Long> seen = new HashSet<>();

    @BeforeEach
    void authorise() {
        client.init();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void anOrderIsShownAndChanged() {
        JsonNode before = get(ORDER);
        String oiId = before.path("items").path(0).path("oi_id").asString();
        JsonNode removed = post(ORDER + "/items/" + oiId + "/remove", "");
        assertThat(removed.path("items").size()).isEqualTo(before.path("items").size() - 1);
        assertThat(post(ORDER + "/status", "{\"status\":\"Cancelled\"}")
                        .path("status")
                        .asString())
                .isEqualTo("Cancelled");
        assertThat(post(ORDER + "/touch", "").path("ts").asLong())
                .isGreaterThan(before.path("ts").asLong());
        assertThat(get("/control/status").path("itemsRemoved").asInt()).isOne();
    }

    @Test
    void aTouchCanBeCommittedAfterNewerVersionsWereRead() {
        long before = get(ORDER).path("ts").asLong();
        post(ORDER + "/begin", "");
        long newer = post("/control/orders/11053062/38851/touch", "").path("ts").asLong();
        assertThat(get(ORDER).path("ts").asLong()).as("nobody sees it yet").isEqualTo(before);

        post(COMMIT, "");
        long late = get(ORDER).path("ts").asLong();

        assertThat(late).isGreaterThan(before).isLessThan(newer);
        assertThat(ordersFrom(newer)).contains("38851").doesNotContain("38852");
        assertThat(ordersFrom(late)).contains("38851", "38852");
    }

    @Test
    void changesAreCommittedLateOnceItIsAskedFor() {
        post("/control/life/late", "{\"perMille\":500}");
        long newest = 0;
        boolean late = false;
        for (int i = 0; i < 200 && !late; i++) {
            simulator.merchant(11_053_062).live(1);
            long read = newest;
            for (String ts : client.orders("{\"start_ts\":0,\"page_size\":100}")
                    .path("data")
                    .path("orders")
                    .findValuesAsString("ts")) {
                late |= i > 0 && seen.add(Long.valueOf(ts)) && Long.parseLong(ts) < read;
                seen.add(Long.valueOf(ts));
                newest = Math.max(newest, Long.parseLong(ts));
            }
        }
        assertThat(late).isTrue();
    }

    @Test
    void theStatusCountsTheRowsAndChangesOfEveryEntity() {
        post("/control/entities/11053062/purchase/live", "{\"changes\":3}");
        JsonNode purchases =
                get("/control/status").path("accounts").path(0).path("entities").path("purchase");
        assertThat(purchases.path("rows").asInt()).isGreaterThanOrEqualTo(10);
        assertThat(purchases.path("changes").properties().stream()
                        .mapToInt(kind -> kind.getValue().asInt())
                        .sum())
                .isEqualTo(3);
    }

    @Test
    void aChangeThatComesBetweenRollsALateOneBack() {
        post(ORDER + "/begin", "");
        long touched = post(ORDER + "/touch", "").path("ts").asLong();
        post(COMMIT, "");

        assertThat(get(ORDER).path("ts").asLong()).isEqualTo(touched);
    }

    private String ordersFrom(long version) {
        return client.orders("{\"start_ts\":%d,\"page_size\":100}".formatted(version))
                .path("data")
                .path("orders")
                .findValuesAsString("o_id")
                .toString();
    }

    @Test
    void nothingPersonalAndNoSecretIsShown() {
        for (String path :
                new String[] {ORDER, "/control/truth", "/control/status", "/control/accounts", "/control/calls"}) {
            assertThat(text("GET", path, ""))
                    .doesNotContain(JushuitanSimulator.PERSONAL_MARK)
                    .doesNotContain(simulator.accounts().getFirst().appSecret());
        }
    }

    @Test
    void theTruthIsOneObjectALine() {
        String truth = text("GET", "/control/truth?coId=12000", "");
        assertThat(truth.lines()).hasSizeGreaterThan(100).allSatisfy(line -> {
            JsonNode row = Client.JSON.readTree(line);
            assertThat(row.path("coId").asInt()).isEqualTo(12_000);
            assertThat(row.path("table").asString()).startsWith("jushuitan_");
            assertThat(row.path("key").isEmpty()).isFalse();
            assertThat(row.path("row").has("extra")).isTrue();
        });
    }

    @Test
    void faultsHappenToTheNextCallsAndThenAreOver() {
        post("/control/faults", "{\"code\":199,\"calls\":2}");
        assertThat(code()).isEqualTo(199);
        assertThat(code()).isEqualTo(199);
        assertThat(code()).isZero();
        post("/control/faults", "{\"kind\":\"http\",\"http\":502}");
        assertThat(raw().statusCode()).isEqualTo(502);
        post("/control/faults", "{\"kind\":\"html\"}");
        assertThat(raw().body()).startsWith("<html>");
        post("/control/faults", "{\"kind\":\"broken-json\"}");
        assertThat(raw().body()).startsWith("{\"code\":0").doesNotEndWith("}}");
        post("/control/faults", "{\"kind\":\"empty-page\"}");
        assertThat(raw().body()).contains("\"orders\":[]", "\"has_next\":true");
        post("/control/faults", "{\"kind\":\"without-ts\"}");
        assertThat(raw().body()).contains("\"o_id\"").doesNotContain("\"ts\":");
        post("/control/faults", "{\"kind\":\"slow\",\"millis\":1,\"coId\":12000}");
        assertThat(get("/control/faults").size()).isOne();
        assertThat(code()).isZero();
        assertThat(get("/control/faults").size()).isOne();
    }

    @Test
    void poisonOfAnyEntityIsMadeAndRemembered() {
        String order = post("/control/poison", "{\"kind\":\"missing-list\"}")
                .path("id")
                .asString();
        JsonNode shop = post("/control/poison", "{\"kind\":\"missing-id\",\"entity\":\"shop\"}");
        assertThat(order).isNotEmpty();
        assertThat(shop.path("id").asString()).isEmpty();
        assertThat(shop.path("code").asString()).isEqualTo("BI-TABLE-07");
        assertThat(get("/control/poison").path(0).path("id").asString()).isEqualTo(order);
        assertThat(get("/control/poison").path(1)).isEqualTo(shop);
    }

    @Test
    void callsAreLoggedAndCounted() {
        simulator.speed().set(1);
        for (int i = 0; i < 6; i++) {
            code();
        }
        JsonNode calls = get("/control/calls?last=1");
        assertThat(calls.path("counts").path(Client.ORDERS).path("0").asInt()).isEqualTo(5);
        assertThat(calls.path("counts").path(Client.ORDERS).path("199").asInt()).isOne();
        assertThat(calls.path("calls").size()).isOne();
        assertThat(calls.path("calls").path(0).path("biz").asString()).contains("start_ts");
    }

    @Test
    void lifeGoesAtThePaceThatIsSetAndStopsWhenPaused() {
        post("/control/life", "{\"changesPerSecond\":2000}");
        Awaitility.await()
                .until(() -> get("/control/status").path("changesInAll").asInt() > 20);
        post("/control/pause", "");
        int paused = get("/control/status").path("changesInAll").asInt();
        assertThat(get("/control/status").path("changesInAll").asInt()).isEqualTo(paused);
        assertThat(get("/control/status").path("changesPerSecond").asInt()).isZero();
        post("/control/resume", "");
        Awaitility.await()
                .until(() -> get("/control/status").path("changesInAll").asInt() > paused);
    }

    @Test
    void mistakesAreAnsweredWithWhatToDo() {
        assertThat(post("/control/speed", "{}").path("error").asString()).contains("factor");
        assertThat(post("/control/poison", "{\"kind\":\"arsenic\"}")
                        .path("error")
                        .asString())
                .contains("arsenic");
        assertThat(get("/control/truth?coId=1").path("error").asString()).contains("11053062");
        assertThat(get("/control/orders/1/2").path("error").asString()).contains("11053062");
        assertThat(get("/control/orders/11053062/2").path("error").asString()).contains("No such order");
    }

    private int code() {
        return client.orders("{\"start_ts\":0}").path("code").asInt();
    }

    private HttpResponse<String> raw() {
        return client.send(Client.ORDERS, Client.form(client.signed(client.businessFields("{\"start_ts\":0}"))));
    }

    private JsonNode get(String path) {
        return Client.JSON.readTree(text("GET", path, ""));
    }

    private JsonNode post(String path, String body) {
        return Client.JSON.readTree(text("POST", path, body));
    }

    private String text(String method, String path, String body) {
        return client.send(HttpRequest.newBuilder(simulator.control().resolve(path))
                        .method(method, BodyPublishers.ofString(body))
                        .build())
                .body();
    }
}

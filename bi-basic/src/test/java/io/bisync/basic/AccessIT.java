package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.bisync.local.meters.Scrape;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AccessIT {

    private static final BasicServer SERVER = BasicServer.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/accounts",
                "/api/accounts/1",
                "/api/accounts/1/credentials",
                "/api/status",
                "/api/access-tokens",
                "/api/nothing",
                "/"
            })
    void nothingIsAnsweredWithoutAToken(String path) {
        nobodyIsAnswered(SERVER.address(), path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/prometheus", "/actuator/settings", "/actuator/env", "/api/status"})
    void norOnThePortOfProbesAndMeters(String path) {
        nobodyIsAnswered(SERVER.management(), path);
    }

    private static void nobodyIsAnswered(URI address, String path) {
        var nobody = new Caller(address, null);
        for (var stranger : List.of(nobody, new Caller(address, "bi_" + "x".repeat(43)))) {
            assertThat(stranger.get(path).status()).isEqualTo(401);
            assertThat(stranger.post(path, "{}").status()).isEqualTo(401);
            assertThat(stranger.put(path, "{}").status()).isEqualTo(401);
            assertThat(stranger.delete(path).status()).isEqualTo(401);
        }
        assertThat(nobody.get(path).code()).isEqualTo("BI-BASIC-10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/livez", "/readyz", "/v3/api-docs", "/swagger-ui/index.html", "/swagger-ui/swagger-ui-bundle.js"
            })
    void healthAndTheDescriptionAreOpen(String path) {
        assertThat(SERVER.nobody().get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/actuator/health/dependencies",
                "/actuator/info"
            })
    void healthIsOpenOnThePortOfProbesAndMetersOnly(String path) {
        // There is no Kafka here, and the tests let time pass: events that wait are told, to anybody who asks.
        assertThat(SERVER.nobody().at(SERVER.management()).get(path).status()).isIn(200, 503);
        assertThat(SERVER.nobody().get(path).status()).isEqualTo(404);
    }

    @Test
    void theAddressOfTheDescriptionThatPeopleAreGivenLeadsToItsPage() {
        var answer = SERVER.nobody().get("/swagger-ui.html");

        assertThat(answer.status()).isEqualTo(302);
        var page = SERVER.nobody()
                .get(answer.response().headers().firstValue("Location").orElseThrow());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("Swagger UI");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ADMIN", "JOB", "VIEWER"})
    void onlyServicesTouchWhatIsSealed(String role) {
        var caller = SERVER.caller(role);

        assertThat(caller.get("/api/accounts/1/credentials").code()).isEqualTo("BI-BASIC-11");
        assertThat(caller.post("/api/accounts/1/access", "{\"holder\":\"a\"}").status())
                .isEqualTo(403);
        assertThat(caller.put("/api/accounts/1/token", "{}").status()).isEqualTo(403);
        assertThat(caller.post("/api/accounts/1/token/rejected", "{}").status()).isEqualTo(403);
        assertThat(caller.post("/api/sources/jushuitan/permits", "{}").status()).isEqualTo(403);
        assertThat(caller.post("/api/sources/jushuitan/leases", "{}").status()).isEqualTo(403);
        assertThat(caller.delete("/api/sources/jushuitan/leases?holder=a").status())
                .isEqualTo(403);
        assertThat(caller.delete("/api/sources/jushuitan/status?holder=a").status())
                .isEqualTo(403);
        assertThat(caller.post("/api/status/reports", "{}").status()).isEqualTo(403);
        assertThat(caller.post("/api/listeners/reports", "{}").status()).isEqualTo(403);
        assertThat(caller.form("/api/introspect", "token=x").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SERVICE", "JOB", "VIEWER", "INSPECTOR"})
    void onlyAdministratorsManage(String role) {
        var caller = SERVER.caller(role);

        assertThat(caller.post("/api/accounts", "{}").status()).isEqualTo(403);
        assertThat(caller.patch("/api/accounts/1", "{}").status()).isEqualTo(403);
        assertThat(caller.post("/api/accounts/1/disable", "{}").status()).isEqualTo(403);
        assertThat(caller.delete("/api/accounts/1").status()).isEqualTo(403);
        assertThat(caller.put("/api/apps/jushuitan/k", "{}").status()).isEqualTo(403);
        assertThat(caller.get("/api/audit").status()).isEqualTo(role.equals("VIEWER") ? 200 : 403);
        assertThat(caller.put("/api/accounts/1/cursors/order", "{}").status()).isEqualTo(403);
        assertThat(caller.get("/api/access-tokens").status()).isEqualTo(403);
        assertThat(caller.post("/api/access-tokens", "{}").status()).isEqualTo(403);
        assertThat(caller.delete("/api/access-tokens/1").status()).isEqualTo(403);

        assertThat(caller.get("/api/accounts").status()).isEqualTo(200);
        assertThat(caller.get("/api/status").status()).isEqualTo(200);
        assertThat(caller.at(SERVER.management()).get("/actuator/prometheus").status())
                .isEqualTo(200);
    }

    @Test
    void everyMeterOfOursSaysWhatItIs() throws Exception {
        var scrape = new Scrape(SERVER.caller("VIEWER")
                .at(SERVER.management())
                .get("/actuator/prometheus")
                .text());
        assertThat(scrape.ownWithoutHelp()).isEmpty();
        assumeThat(scrape.complaints())
                .as("promtool is not on the PATH (Debian: prometheus), so the names are not judged")
                .isPresent();
        assertThat(scrape.complaints().orElseThrow()).isEmpty();
    }

    @Test
    void aRevokedTokenIsRefusedAtOnce() {
        var viewer = SERVER.caller("VIEWER");
        assertThat(viewer.get("/api/accounts").status()).isEqualTo(200);
        var id = SERVER.administrator()
                .get("/api/access-tokens")
                .json()
                .path("tokens")
                .valueStream()
                .mapToLong(token -> token.path("id").asLong())
                .max()
                .orElseThrow();

        assertThat(SERVER.administrator().delete("/api/access-tokens/" + id).status())
                .isEqualTo(204);
        assertThat(viewer.get("/api/accounts").status()).isEqualTo(401);
        assertThat(SERVER.administrator().delete("/api/access-tokens/424242").code())
                .isEqualTo("BI-BASIC-15");
    }

    @Test
    void aServiceLearnsWhoHoldsAToken() {
        var service = SERVER.caller("SERVICE");
        var job = SERVER.administrator().makeToken("JOB");

        var known = service.form("/api/introspect", "token=" + job);
        assertThat(known.json().path("active").asBoolean()).isTrue();
        assertThat(known.json().path("scope").asString()).isEqualTo("JOB");
        assertThat(service.form("/api/introspect", "token=unknown").text()).isEqualTo("{\"active\":false}");
    }

    @Test
    void aMountedTokenCountsForAsLongAsItsFileIsThere() throws IOException {
        var value = "mounted-" + "v".repeat(40);
        BasicServer.mount("viewer/auditor", value + "\n");
        BasicServer.mount("job/hashed", "sha256:" + "0".repeat(64));
        BasicServer.mount("viewer/short", "too short");
        BasicServer.mount("..data/viewer/hidden", "hidden--" + "v".repeat(40));
        SERVER.clock().advance(Duration.ofSeconds(11));
        var auditor = new Caller(SERVER.address(), value);

        assertThat(auditor.get("/api/accounts").status()).isEqualTo(200);
        assertThat(SERVER.administrator()
                        .get("/api/access-tokens")
                        .json()
                        .path("files")
                        .valueStream()
                        .map(file -> file.path("file").asString()))
                .contains("admin/administrator", "viewer/auditor", "job/hashed")
                .doesNotContain("viewer/short", "..data/viewer/hidden");
        assertThat(SERVER.logLines()).anyMatch(line -> line.contains("BI-BASIC-23") && line.contains("viewer/short"));

        Files.delete(BasicServer.firstTokens().resolve("viewer/auditor"));
        SERVER.clock().advance(Duration.ofSeconds(11));
        assertThat(auditor.get("/api/accounts").status()).isEqualTo(401);
        Files.delete(BasicServer.firstTokens().resolve("viewer/short"));
        assertThat(SERVER.logLines()).noneMatch(line -> line.contains(value));
    }

    @Test
    void aTokenEndsAtItsTimeAndShowsWhenItWasLastUsed() {
        var end = SERVER.clock().instant().plus(Duration.ofHours(1));
        var viewer = new Caller(
                SERVER.address(), SERVER.administrator().makeToken("VIEWER", "\"expiresAt\":\"%s\"".formatted(end)));

        assertThat(viewer.get("/api/accounts").status()).isEqualTo(200);
        assertThat(newestToken().path("lastUsedAt").asString())
                .isEqualTo(SERVER.clock().instant().toString());
        assertThat(newestToken().path("expiresAt").asString()).isEqualTo(end.toString());

        SERVER.clock().advance(Duration.ofHours(1));
        assertThat(viewer.get("/api/accounts").status()).isEqualTo(401);
        assertThat(SERVER.administrator().post("/api/access-tokens", """
            {"name":"late","role":"VIEWER","expiresAt":"2020-01-01T00:00:00Z"}\
            """).code())
                .isEqualTo("BI-BASIC-02");
    }

    @Test
    void aTokenOfOneSourceTouchesNoAccountOfAnother() {
        var administrator = SERVER.administrator();
        var path = administrator
                .post("/api/accounts", """
                    {"source":"jushuitan","name":"Bound","appKey":"bound","appSecret":"s"}\
                    """)
                .response()
                .headers()
                .firstValue("Location")
                .orElseThrow();
        var leke = new Caller(SERVER.address(), administrator.makeToken("SERVICE", "\"source\":\"leke\""));

        for (var refused : List.of(
                leke.get(path + "/credentials"),
                leke.post(path + "/access", "{\"holder\":\"a\"}"),
                leke.post(path + "/throttled", "{\"pause\":\"PT20S\"}"),
                leke.post("/api/sources/jushuitan/permits", """
                    {"requests":[{"account":"%s","priority":"LIVE","wanted":1}]}\
                    """.formatted(path.substring(path.lastIndexOf('/') + 1))),
                leke.post("/api/sources/jushuitan/leases", "{\"holder\":\"a\",\"ttl\":\"PT20S\",\"held\":[]}"),
                leke.delete("/api/sources/jushuitan/leases?holder=a"),
                leke.delete("/api/sources/jushuitan/status?holder=a"),
                leke.post("/api/status/reports", """
                    {"source":"jushuitan","instance":"i","at":"2026-11-01T00:00:00Z","loaded":[],"lags":[],"reads":[],"histories":[],"troubles":[]}\
                    """))) {
            assertThat(refused.status()).as(refused.text()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("BI-BASIC-22");
        }
    }

    @Test
    void aPublishersTokenSaysWhoseEventsItIsForAndReadsNothingHere() {
        var administrator = SERVER.administrator();
        var token = administrator.makeToken("PUBLISHER", "\"source\":\"leke\",\"tenant\":\"t1\"");
        var publisher = new Caller(SERVER.address(), token);

        var known = SERVER.caller("SERVICE")
                .form("/api/introspect", "token=" + token)
                .json();
        assertThat(known.path("scope").asString()).isEqualTo("PUBLISHER");
        assertThat(known.path("source").asString()).isEqualTo("leke");
        assertThat(known.path("tenant").asString()).isEqualTo("t1");
        assertThat(publisher.get("/api/accounts").status()).isEqualTo(403);
        assertThat(publisher.get("/api/status").status()).isEqualTo(403);
        assertThat(publisher.at(SERVER.management()).get("/actuator/prometheus").status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"role\":\"PUBLISHER\",\"source\":\"leke\"",
                "\"role\":\"PUBLISHER\",\"tenant\":\"t1\"",
                "\"role\":\"VIEWER\",\"source\":\"leke\",\"tenant\":\"t1\""
            })
    void aTenantBelongsToAPublisherOfOneSource(String without) {
        assertThat(SERVER.administrator()
                        .post("/api/access-tokens", "{\"name\":\"half\",%s}".formatted(without))
                        .code())
                .isEqualTo("BI-BASIC-02");
    }

    @Test
    void aTokenThatWasMadeUnderAKeyIsNotMadeAgainAndItsValueIsNotRepeated() {
        var body = "{\"name\":\"once\",\"role\":\"VIEWER\"}";
        var first = SERVER.administrator().post("/api/access-tokens", body, "Idempotency-Key", "token-1");
        var again = SERVER.administrator().post("/api/access-tokens", body, "Idempotency-Key", "token-1");

        assertThat(first.status()).isEqualTo(201);
        Caller.ANSWERS.removeIf(
                answer -> answer.contains(first.json().path("token").asString()));
        assertThat(again.code()).isEqualTo("BI-BASIC-20");
        assertThat(again.json().path("detail").asString())
                .contains("token " + first.json().path("id").asLong());
    }

    @Test
    void theLastAdministratorOfTheTableMayGoWhileOneIsMounted() {
        var id = SERVER.administrator().makeToken("ADMIN");
        assertThat(SERVER.administrator()
                        .delete("/api/access-tokens/" + newestToken().path("id").asLong())
                        .status())
                .isEqualTo(204);
        assertThat(new Caller(SERVER.address(), id).get("/api/accounts").status())
                .isEqualTo(401);
    }

    @Test
    void whoIsRefusedLeavesALineAMinuteHoweverOftenHeTries() {
        SERVER.clock().advance(Duration.ofMinutes(2));
        var stranger = new Caller(SERVER.address(), "bi_" + "y".repeat(43));
        long before = refusals();
        for (int call = 0; call < 5; call++) {
            stranger.get("/api/accounts");
        }
        assertThat(refusals()).isEqualTo(before + 1);

        SERVER.clock().advance(Duration.ofMinutes(2));
        stranger.get("/api/accounts");
        assertThat(SERVER.logLines()).anyMatch(line -> line.contains("5 calls were refused"));
        assertThat(SERVER.count("bi.access.refused", "code", "BI-BASIC-10")).isGreaterThanOrEqualTo(6);
    }

    private static long refusals() {
        return SERVER.logLines().stream()
                .filter(line -> line.contains("calls were refused"))
                .count();
    }

    private static JsonNode newestToken() {
        return SERVER.administrator()
                .get("/api/access-tokens")
                .json()
                .path("tokens")
                .valueStream()
                .max(Comparator.comparingLong(token -> token.path("id").asLong()))
                .orElseThrow();
    }
}

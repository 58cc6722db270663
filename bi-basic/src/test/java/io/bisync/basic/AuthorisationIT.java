package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.SealedColumns;
import io.bisync.secret.Secrets;
import io.bisync.secret.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Links for merchants, and what is said of an account that only its merchant can authorise. */
class AuthorisationIT {

    private static final BasicServer SERVER = BasicServer.shared();
    private static final String LINK = "https://erp\\.example\\.com/jst/authorise/[A-Za-z0-9_-]{43}";

    private final Caller administrator = SERVER.administrator();
    private final Caller service = SERVER.caller("SERVICE");
    private final String entity = "authorised" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void aLinkIsToldOnceAndKeptNowhere() {
        var id = account("ISV");

        var opened = administrator.post(path(id) + "/authorisations", "");

        assertThat(opened.status()).isEqualTo(200);
        assertThat(opened.json().path("link").asString()).matches(LINK);
        assertThat(opened.response().headers().firstValue("Cache-Control").orElse(""))
                .contains("no-store");
        assertThat(opened.json().path("expiresAt").asString())
                .isEqualTo(SERVER.clock().instant().plus(Duration.ofMinutes(15)).toString());
        var link = opened.json().path("link").asString();
        var state = link.substring(link.lastIndexOf('/') + 1);
        assertThat(SERVER.rows("SELECT state_sha256 FROM basic.authorisation WHERE account_id = '%s'".formatted(id)))
                .containsExactly(Sha256.hex(state));
        assertThat(SERVER.rows(
                        "SELECT row_to_json(a)::text FROM basic.audit a WHERE object = 'account %s'".formatted(id)))
                .anyMatch(it -> it != null && it.contains("authorisation.open"))
                .noneMatch(it -> it != null && it.contains(state));
        assertThat(SERVER.logLines()).noneMatch(it -> it.contains(state));
    }

    @ParameterizedTest
    @CsvSource({
        "OWN, BI-BASIC-33, appKind OWN",
        "DISABLED, BI-BASIC-03, disabled",
        "LEKE, BI-BASIC-33, bi.authorisation.doors.leke"
    })
    void anAccountThatNoMerchantCanAuthoriseIsTold(String which, String code, String why) {
        var id = which.equals("LEKE") ? tenant() : account(which.equals("OWN") ? "OWN" : "ISV");
        if (which.equals("DISABLED")) {
            administrator.disable(path(id));
        }

        var refused = administrator.post(path(id) + "/authorisations", "");

        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.json().path("detail").asString()).contains(why);
    }

    @Test
    void onlyAdministratorsOpenLinksAndOnlyServicesUseThem() {
        var id = account("ISV");
        var sha256 = Sha256.hex(administrator.openAuthorisation(id));

        assertThat(service.post(path(id) + "/authorisations", "").code()).isEqualTo("BI-BASIC-11");
        assertThat(administrator.get("/api/authorisations/" + sha256).code()).isEqualTo("BI-BASIC-11");
        assertThat(administrator.post(used(id, sha256), "{\"holder\":\"a\"}").code())
                .isEqualTo("BI-BASIC-11");
        assertThat(service.get("/api/authorisations/" + sha256)
                        .json()
                        .path("account")
                        .asString())
                .isEqualTo(id);
    }

    @Test
    void otherCredentialsEndTheLinkThatWasOpenedForTheFormerOnes() {
        var id = account("ISV");
        var sha256 = Sha256.hex(administrator.openAuthorisation(id));

        administrator.change(path(id), "{\"appSecret\":\"another\"}");

        assertThat(service.get("/api/authorisations/" + sha256).code()).isEqualTo("BI-BASIC-32");
    }

    @Test
    void fiveDaysBeforeItsTokenEndsAnAccountWaitsForItsMerchantAndIsSaidToOnce() {
        var id = account("ISV");
        assertThat(state(id)).isEqualTo("WAITING_FOR_AUTHORISATION");
        authorise(id, Duration.ofDays(30));
        var ends = SERVER.clock().instant().plus(Duration.ofDays(30));
        assertThat(state(id)).isEqualTo("AUTHORISED");
        assertThat(authorisation(id).path("expiresAt").asString()).isEqualTo(ends.toString());

        SERVER.clock().advance(Duration.ofDays(25).minusSeconds(1));
        SERVER.runScheduledTasks();
        assertThat(state(id)).isEqualTo("AUTHORISED");
        assertThat(events(id)).isZero();

        SERVER.clock().advance(Duration.ofSeconds(1));
        SERVER.runScheduledTasks();
        SERVER.runScheduledTasks();
        assertThat(state(id)).isEqualTo("WAITING_FOR_AUTHORISATION");
        assertThat(line(id).path("name").asString()).isEqualTo("WAITING_FOR_AUTHORISATION");
        assertThat(line(id).path("code").asString()).isEqualTo("BI-BASIC-34");
        assertThat(events(id)).isEqualTo(1);
        assertThat(SERVER.logLines())
                .filteredOn(it -> it.startsWith("BI-BASIC-34") && it.contains("/api/accounts/%s/".formatted(id)))
                .hasSize(1);
        assertThat(service.post(path(id) + "/access", "{\"holder\":\"a\"}")
                        .json()
                        .path("state")
                        .asString())
                .as("pulls go on meanwhile")
                .isEqualTo("GRANTED");

        authorise(id, Duration.ofDays(30));
        SERVER.runScheduledTasks();
        assertThat(state(id)).isEqualTo("AUTHORISED");
        assertThat(line(id).path("name").asString()).isEqualTo("RUNNING");
    }

    @Test
    void aTokenThatTheErpTakesNoMoreIsToldToo() {
        var id = account("ISV");
        authorise(id, Duration.ofDays(30));

        service.post(path(id) + "/token/rejected", "{\"sha256\":\"%s\"}".formatted(Sha256.hex("access-" + id)));

        assertThat(state(id)).isEqualTo("WAITING_FOR_AUTHORISATION");
        assertThat(events(id)).isEqualTo(1);
    }

    @Test
    void aMerchantsOwnAppNeedsNoAuthorisation() {
        assertThat(authorisation(account("OWN")).isNull()).isTrue();
    }

    private void authorise(String id, Duration lifetime) {
        var sha256 = Sha256.hex(administrator.openAuthorisation(id));
        var lease = service.post(used(id, sha256), "{\"holder\":\"a\"}").json();
        assertThat(lease.path("kind").asString()).isEqualTo("CODE");
        var stored = service.put(path(id) + "/token", """
            {"fence":%d,"accessToken":"%s","refreshToken":null,"expiresAt":"%s"}\
            """.formatted(
                        lease.path("fence").asLong(),
                        Secrets.open(BasicServer.keyset()).seal(SealedColumns.accessToken(id), "access-" + id),
                        SERVER.clock().instant().plus(lifetime)));
        assertThat(stored.status()).isEqualTo(204);
    }

    /** How often it was told that the merchant is needed. */
    private static int events(String id) {
        return (int) SERVER.rows("SELECT event_type FROM basic.outbox WHERE event_key = '%s'".formatted(id)).stream()
                .filter("io.bisync.account.authorisation.needed"::equals)
                .count();
    }

    private String state(String id) {
        return authorisation(id).path("state").asString();
    }

    private JsonNode authorisation(String id) {
        return administrator.get(path(id)).json().path("authorisation");
    }

    /** The state of an entity of which all is well, apart from the account's token. */
    private JsonNode line(String id) {
        Instant now = SERVER.clock().instant();
        var reported = service.post("/api/status/reports", """
            {"source":"jushuitan","instance":"%s","at":"%s","loaded":[],"histories":[],"troubles":[],
             "lags":[{"entity":"%s","records":0,"drainedAt":"%s","held":1,"partitions":1}],
             "reads":[{"account":"%s","entity":"%s","readUntil":"%s"}]}\
            """.formatted(entity, now, entity, now, id, entity, now));
        assertThat(reported.status()).isEqualTo(204);
        return administrator
                .get("/api/status")
                .json()
                .path("lines")
                .valueStream()
                .filter(it -> it.path("account").asString().equals(id)
                        && it.path("entity").asString().equals(entity))
                .findFirst()
                .orElseThrow()
                .path("state");
    }

    private String account(String kind) {
        return administrator
                .post("/api/accounts", """
                    {"source":"jushuitan","name":"A merchant","appKind":"%s","appKey":"isv","appSecret":"s","duplicate":true}\
                    """.formatted(kind))
                .json()
                .path("id")
                .asString();
    }

    private String tenant() {
        var id = "t-" + entity;
        administrator.post("/api/accounts", """
            {"id":"%s","source":"leke","name":"A tenant","appKind":"ISV","appKey":"k","appSecret":"s"}\
            """.formatted(id));
        return id;
    }

    private static String path(String id) {
        return "/api/accounts/" + id;
    }

    private static String used(String id, String sha256) {
        return "%s/authorisations/%s/use".formatted(path(id), sha256);
    }
}

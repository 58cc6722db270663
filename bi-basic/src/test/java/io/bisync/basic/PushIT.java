package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.secret.Sha256;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Addresses at which an ERP says that something changed, and an operator who says it. */
class PushIT {

    private static final BasicServer SERVER = BasicServer.shared();

    private final Caller administrator = SERVER.administrator();
    private final Caller service = SERVER.caller("SERVICE");

    @Test
    void anAddressIsAnsweredOnceAndKeptAsItsHashAlone() {
        var path = add("pushed");
        var made = administrator.post(path + "/push-addresses", "");
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.response().headers().firstValue("Cache-Control")).contains("no-store");
        var token = token(made);

        assertThat(token).hasSizeGreaterThanOrEqualTo(43);
        assertThat(door(token).path("account").asString()).isEqualTo(id(path));
        assertThat(administrator.get("/api/push-addresses").text()).doesNotContain(token);
        assertThat(administrator.get("/api/audit").text())
                .contains("push-address.add")
                .doesNotContain(token);
        assertThat(SERVER.logLines()).noneMatch(it -> it.contains(token));
        assertThat(SERVER.rows("SELECT row_to_json(a)::text FROM basic.push_address a"))
                .noneMatch(it -> Objects.requireNonNull(it).contains(token));
    }

    @Test
    void whoAnswersThereIsToldOfEveryChange() {
        var path = add("told of pushes");
        var before = events(path);
        var address = administrator.post(path + "/push-addresses", "").json().path("id");
        administrator.post("/api/push-addresses/%s/rotate".formatted(address), "{}");
        assertThat(events(path)).isEqualTo(before + 3);
    }

    @Test
    void aReplacedAddressIsValidBesideItsSuccessorForAsLongAsTheVerbSays() {
        var path = add("rotated");
        var first = administrator.post(path + "/push-addresses", "");
        var rotate = "/api/push-addresses/%s/rotate".formatted(first.json().path("id"));
        var second = administrator.post(rotate, "{\"overlap\":\"PT2H\"}");
        assertThat(second.status()).isEqualTo(200);

        SERVER.clock().advance(Duration.ofMinutes(119));
        assertThat(door(token(first)).isMissingNode()).isFalse();
        SERVER.clock().advance(Duration.ofMinutes(2));
        assertThat(door(token(first)).isMissingNode()).isTrue();
        assertThat(door(token(second)).isMissingNode()).isFalse();
        assertThat(administrator.post(rotate, "{}").code()).isEqualTo("BI-BASIC-40");

        assertThat(administrator
                        .delete("/api/push-addresses/" + second.json().path("id"))
                        .status())
                .isEqualTo(204);
        assertThat(door(token(second)).isMissingNode()).isTrue();
    }

    @Test
    void anAddressMayBeForAnApp() {
        var token = token(administrator.post("/api/apps/jushuitan/shared-app/push-addresses", ""));
        assertThat(door(token).path("appKey").asString()).isEqualTo("shared-app");
        assertThat(door(token).path("account").isNull()).isTrue();
    }

    @Test
    void onlyServicesReadDoorsAndOnlyAdministratorsMakeThem() {
        var path = add("guarded");
        for (var role : List.of("VIEWER", "JOB")) {
            var caller = SERVER.caller(role);
            assertThat(caller.get("/api/sources/jushuitan/push-doors").status()).isEqualTo(403);
            assertThat(caller.post(path + "/push-addresses", "").status()).isEqualTo(403);
            assertThat(caller.post(path + "/rereads", order("1")).status()).isEqualTo(403);
        }
        assertThat(service.post(path + "/push-addresses", "").status()).isEqualTo(403);
    }

    @Test
    void whatAnOperatorWantsToBeReadAgainIsAHintOnTheSameTopicAndInTheAudit() {
        var path = add("read again");
        var answer = administrator.post(path + "/rereads", order("38852", "38853", "38852"));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("hints").asInt()).isEqualTo(2);

        var hints = SERVER.rows(
                "SELECT body FROM basic.outbox WHERE topic = 'bi.push.jushuitan' AND event_key LIKE '%s|%%' ORDER BY id"
                        .formatted(id(path)));
        assertThat(hints)
                .extracting(it -> JsonMapper.shared().readTree(Objects.requireNonNull(it)))
                .containsExactly(hint(path, "38852"), hint(path, "38853"));
        assertThat(administrator.get("/api/audit?object=account%20" + id(path)).text())
                .contains("account.reread", "38852");
    }

    @Test
    void whatCannotBeReadAgainIsRefused() {
        var path = add("refused rereads");
        assertThat(administrator.post(path + "/rereads", order("a,b")).code()).isEqualTo("BI-BASIC-02");
        assertThat(administrator.post(path + "/rereads", order()).code()).isEqualTo("BI-BASIC-02");
        administrator.disable(path);
        assertThat(administrator.post(path + "/rereads", order("1")).code()).isEqualTo("BI-BASIC-03");
        assertThat(administrator
                        .post("/api/accounts/999999/rereads", order("1"))
                        .code())
                .isEqualTo("BI-BASIC-01");
        administrator.post("/api/accounts", "{\"source\":\"leke\",\"id\":\"pushless\",\"name\":\"pushless\"}");
        assertThat(administrator
                        .post("/api/accounts/pushless/rereads", order("1"))
                        .code())
                .isEqualTo("BI-BASIC-41");
        assertThat(administrator
                        .post("/api/accounts/pushless/push-addresses", "")
                        .code())
                .isEqualTo("BI-BASIC-41");
    }

    private String add(String name) {
        return administrator
                .post("/api/accounts", """
                    {"source":"jushuitan","name":"%s","appKey":"%s","appSecret":"s"}\
                    """.formatted(name, name.replace(' ', '-')))
                .response()
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private JsonNode door(String token) {
        var hash = Sha256.hex(token);
        return service.get("/api/sources/jushuitan/push-doors")
                .json()
                .path("doors")
                .valueStream()
                .filter(it -> it.path("sha256").asString().equals(hash))
                .findFirst()
                .orElse(JsonMapper.shared().missingNode());
    }

    private static int events(String path) {
        return SERVER.rows("SELECT body FROM basic.outbox WHERE topic = 'bi.account.changes' AND event_key = '%s'"
                        .formatted(id(path)))
                .size();
    }

    private static JsonNode hint(String path, String order) {
        return JsonMapper.shared().readTree("""
            {"account":"%s","entity":"order","field":"o_id","id":"%s","reason":"ASKED"}\
            """.formatted(id(path), order));
    }

    private static String order(String... ids) {
        return "{\"entity\":\"order\",\"field\":\"o_id\",\"ids\":%s}"
                .formatted(JsonMapper.shared().writeValueAsString(ids));
    }

    private static String token(Caller.Answer made) {
        return made.json().path("path").asString().substring("/push/".length());
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}

package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountIT {

    private static final BasicServer SERVER = BasicServer.shared();

    private final Caller administrator = SERVER.administrator();

    @Test
    void anAccountIsAddedReadChangedDisabledAndEnabled() {
        var added = administrator.post("/api/accounts", """
                {"source":"jushuitan","name":"Flagship","appKey":"k1","appSecret":"hush-1","companyId":"c9"}""");
        assertThat(added.status()).isEqualTo(201);
        var path = added.response().headers().firstValue("Location").orElseThrow();
        assertThat(added.json().path("appKind").asString()).isEqualTo("OWN");
        assertThat(administrator.get(path).text()).isEqualTo(added.text());

        var changed = administrator.patch(path, "{\"name\":\"Renamed\"}", "If-Match", "\"1\"");
        assertThat(changed.json().path("name").asString()).isEqualTo("Renamed");
        assertThat(changed.json().path("appKey").asString()).isEqualTo("k1");
        assertThat(changed.json().path("companyId").asString()).isEqualTo("c9");
        assertThat(changed.response().headers().firstValue("ETag")).contains("\"2\"");

        var disabled = administrator
                .post(path + "/disable", "{\"reason\":\"the merchant left\"}")
                .json();
        assertThat(disabled.path("enabled").asBoolean()).isFalse();
        assertThat(disabled.at("/disabled/reason").asString()).isEqualTo("the merchant left");
        assertThat(disabled.at("/disabled/by").asString()).contains("administrator");
        assertThat(Instant.parse(disabled.at("/disabled/at").asString()))
                .isEqualTo(SERVER.clock().instant());
        var enabled = administrator.post(path + "/enable", "").json();
        assertThat(enabled.path("enabled").asBoolean()).isTrue();
        assertThat(enabled.path("disabled").isNull()).isTrue();
    }

    @Test
    void aChangeNeedsTheVersionThatWasReadAndKeepsWhatItDoesNotName() {
        var path = added("conditional", "\"companyId\":\"c1\",\"limits\":{\"perSecond\":2,\"perMinute\":20}");

        assertThat(administrator.patch(path, "{\"name\":\"Blind\"}").status()).isEqualTo(428);
        assertThat(administrator.patch(path, "{\"name\":\"Blind\"}").code()).isEqualTo("BI-BASIC-18");
        var changed =
                administrator.patch(path, "{\"appKind\":\"ISV\",\"limits\":{\"perMinute\":30}}", "If-Match", "\"1\"");
        assertThat(changed.json().path("appKind").asString()).isEqualTo("ISV");
        assertThat(changed.json().path("companyId").asString()).isEqualTo("c1");
        assertThat(changed.json().at("/limits/perSecond").asInt()).isEqualTo(2);
        assertThat(changed.json().at("/limits/perMinute").asInt()).isEqualTo(30);
        assertThat(administrator
                        .patch(path, "{\"name\":\"Late\"}", "If-Match", "\"1\"")
                        .code())
                .isEqualTo("BI-BASIC-14");

        var cleared = administrator
                .change(path, "{\"companyId\":null,\"limits\":null}")
                .json();
        assertThat(cleared.path("companyId").isNull()).isTrue();
        assertThat(cleared.path("limits").isNull()).isTrue();
        for (var name : List.of("null", "\"\"")) {
            assertThat(administrator
                            .change(path, "{\"name\":%s}".formatted(name))
                            .code())
                    .isEqualTo("BI-BASIC-02");
        }
    }

    @Test
    void changedCredentialsEndTokenAndCursor() {
        var path = added("replaced", "\"companyId\":\"c1\"");
        var service = SERVER.caller("SERVICE");
        service.post(path + "/access", "{\"holder\":\"a\"}");
        var id = path.substring(path.lastIndexOf('/') + 1);
        var leases = "/api/sources/jushuitan/leases";
        var fence = StreamSupport.stream(
                        service.post(leases, "{\"holder\":\"a\",\"ttl\":\"PT30S\",\"held\":[]}")
                                .json()
                                .path("accounts")
                                .spliterator(),
                        false)
                .filter(it -> it.at("/account/id").asString().equals(id))
                .findFirst()
                .orElseThrow()
                .path("fence")
                .asLong();
        var move = """
                {"holder":"a","ttl":"PT30S","held":[{"account":"%s","fence":%d,
                 "moved":[{"entity":"order","cursor":{"value":"100"}}]}]}""".formatted(id, fence);
        assertThat(service.post(leases, move).json().path("refused")).isEmpty();
        assertThat(administrator.change(path, "{\"name\":\"Still\"}").status()).isEqualTo(200);
        assertThat(service.get(path + "/cursors/order").status()).isEqualTo(200);

        assertThat(administrator.change(path, "{\"appKey\":\"another\"}").status())
                .isEqualTo(200);

        assertThat(service.get(path + "/cursors/order").status()).isEqualTo(204);
        assertThat(service.post(leases, move).json().at("/refused/0/code").asString())
                .isEqualTo("BI-BASIC-05");
        service.delete(leases + "?holder=a");
        assertThat(service.post(path + "/access", "{\"holder\":\"b\"}")
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("REFRESH");
        assertThat(administrator.get("/api/audit").text()).contains("cursor.end", "token.end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1", "1e1000000000", "4000000000000000000"})
    void aCursorOfJushuitanIsARowVersion(String value) {
        var path = added("versions", "\"companyId\":\"c%s\"".formatted(value));

        var refused = administrator.put(path + "/cursors/order", "{\"value\":\"%s\"}".formatted(value));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("BI-BASIC-02");
    }

    @Test
    void aMerchantIsThereOnceUnlessTwiceIsMeant() {
        added("merchant", "\"companyId\":\"c1\"");

        assertThat(added("merchant", "\"companyId\":\"c2\"")).startsWith("/api/accounts/");
        for (var again : List.of("\"companyId\":\"c1\"", "\"companyId\":null")) {
            var refused = administrator.post("/api/accounts", account("merchant", again));
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.code()).isEqualTo("BI-BASIC-19");
        }
        var meant = added("merchant", "\"companyId\":\"c1\",\"duplicate\":true");
        assertThat(administrator.change(meant, "{\"name\":\"Still\"}").status()).isEqualTo(200);
        assertThat(administrator.change(meant, "{\"companyId\":\"c2\"}").code()).isEqualTo("BI-BASIC-19");
    }

    @Test
    void ofManyWhoAddAMerchantAtOnceOneDoes() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 10)
                    .mapToObj(_ -> callers.submit(() -> administrator
                            .post("/api/accounts", account("raced", "\"companyId\":\"c\""))
                            .status()))
                    .toList();
            var statuses = new ArrayList<Integer>();
            for (var answer : answers) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsOnlyOnce(201).contains(409);
        }
    }

    @Test
    void aRepeatedCallUnderOneKeyAddsOneAccount() {
        var body = account("repeated", "\"companyId\":\"c\"");
        var first = administrator.post("/api/accounts", body, "Idempotency-Key", "add-1");
        var again = administrator.post("/api/accounts", body, "Idempotency-Key", "add-1");

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(administrator
                        .post("/api/accounts", account("another", "\"companyId\":\"c\""), "Idempotency-Key", "add-1")
                        .code())
                .isEqualTo("BI-BASIC-20");
    }

    @Test
    void aDeletedAccountIsGoneWithItsCursorsAndTokensAndItsIdIsNotGivenAgain() {
        var path = added("deleted", "\"companyId\":\"c\"");
        var service = SERVER.caller("SERVICE");
        assertThat(service.post(path + "/access", "{\"holder\":\"a\"}").status())
                .isEqualTo(200);
        administrator.put(path + "/cursors/order", "{\"value\":\"4711\"}");
        administrator.put("/api/apps/jushuitan/deleted", "{\"countedBy\":\"ACCOUNT\"}");
        granted(service, path, 1);

        assertThat(administrator.delete(path + "?reason=left").code()).isEqualTo("BI-BASIC-18");
        assertThat(administrator
                        .delete(path + "?reason=left", "If-Match", administrator.etag(path))
                        .code())
                .isEqualTo("BI-BASIC-21");
        administrator.disable(path);
        assertThat(administrator
                        .delete(path + "?reason=left", "If-Match", administrator.etag(path))
                        .status())
                .isEqualTo(204);

        assertThat(administrator.get(path).code()).isEqualTo("BI-BASIC-01");
        var id = path.substring(path.lastIndexOf('/') + 1);
        assertThat(administrator
                        .post("/api/accounts", account("deleted", "\"id\":\"%s\"".formatted(id)))
                        .code())
                .isEqualTo("BI-BASIC-09");
        assertThat(added("deleted", "\"companyId\":\"c\"")).isNotEqualTo(path);
    }

    @Test
    void callsAreCountedByAppUntilSomebodySaysThatEachAccountHasItsOwn() {
        var service = SERVER.caller("SERVICE");
        var one = added("counted", "\"companyId\":\"c1\"");
        var other = added("counted", "\"companyId\":\"c2\"");

        assertThat(granted(service, one, 3)).isEqualTo(3);
        assertThat(granted(service, other, 3)).isEqualTo(1);

        administrator.put("/api/apps/jushuitan/counted", "{\"countedBy\":\"ACCOUNT\"}");
        assertThat(granted(service, other, 5)).isEqualTo(4);

        administrator.change(one, "{\"limits\":{\"perSecond\":2,\"perMinute\":20}}");
        assertThat(granted(service, one, 3)).isEqualTo(2);
        assertThat(SERVER.count("bi.permit.granted", "account", id(one), "priority", "live"))
                .as("also what may be made later")
                .isEqualTo(6);
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** How many calls may be made at once. */
    private static long granted(Caller service, String path, int wanted) {
        var answer = service.post("/api/sources/jushuitan/permits", """
                        {"requests":[{"account":"%s","priority":"LIVE","wanted":%d}]}""".formatted(id(path), wanted));
        return StreamSupport.stream(answer.json().at("/answers/0/after").spliterator(), false)
                .filter(it -> it.asString().equals("PT0S"))
                .count();
    }

    private String added(String appKey, String more) {
        var added = administrator.post("/api/accounts", account(appKey, more));
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        return added.response().headers().firstValue("Location").orElseThrow();
    }

    private static String account(String appKey, String more) {
        return "{\"source\":\"jushuitan\",\"name\":\"Of %s\",\"appKey\":\"%s\",\"appSecret\":\"s\",%s}"
                .formatted(appKey, appKey, more);
    }

    @Test
    void aNumberThatWasGivenByHandIsSkippedByTheSequence() {
        var next = administrator
                        .post("/api/accounts", jushuitan(null))
                        .json()
                        .path("id")
                        .asInt()
                + 1;
        assertThat(administrator
                        .post("/api/accounts", jushuitan(String.valueOf(next)))
                        .status())
                .isEqualTo(201);
        assertThat(administrator
                        .post("/api/accounts", jushuitan(String.valueOf(next)))
                        .code())
                .isEqualTo("BI-BASIC-09");
        assertThat(administrator
                        .post("/api/accounts", jushuitan(null))
                        .json()
                        .path("id")
                        .asInt())
                .isEqualTo(next + 1);
    }

    @Test
    void aLekeAccountKeepsItsTenantId() {
        var added =
                administrator.post("/api/accounts", "{\"id\":\"tenant-1\",\"source\":\"leke\",\"name\":\"A tenant\"}");

        assertThat(added.status()).isEqualTo(201);
        assertThat(administrator
                        .get("/api/accounts/tenant-1")
                        .json()
                        .path("source")
                        .asString())
                .isEqualTo("leke");
        assertThat(administrator.get("/api/accounts?source=leke").text()).contains("tenant-1");
        assertThat(administrator.get("/api/accounts?source=jushuitan").text()).doesNotContain("tenant-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"source\":\"leke\",\"name\":\"No tenant id\"}|id is the tenant id",
                "{\"source\":\"jushuitan\",\"name\":\"No key\"}|need appKey and appSecret",
                "{\"source\":\"jushuitan\",\"id\":\"007\",\"name\":\"Zeros\",\"appKey\":\"k\",\"appSecret\":\"s\"}|id is a number",
                "{\"source\":\"leke\",\"id\":\"a/b\",\"name\":\"Slash\"}|id has 1 to 32",
                "{\"source\":\"leke\",\"id\":\"t\",\"name\":\" \"}|name must not be blank",
                "{\"source\":\"sap\",\"name\":\"Unknown ERP\"}|source is jushuitan or leke",
                "{\"source\":\"leke\",\"id\":\"t\",\"name\":\"N\",\"appsecret\":\"s\"}|appsecret is not a field",
                "{\"source\":\"leke\",\"id\":\"t\",\"id\":\"u\",\"name\":\"N\"}|id stands twice",
                "{\"source\":\"leke\",\"id\":\"t\",\"name\":\"N\\u0000\"}|name has a control character",
                "{\"source\":\"leke\",\"id\":\"t\",\"name\":1e1000000000}|name is missing, or not",
                "{\"source\":\"leke\",\"id\":7,\"name\":\"N\"}|id is missing, or not",
                "{\"source\":\"leke\",\"id\":\"t\",\"name\":\"N\",\"limits\":{\"perSecond\":1e9,\"perMinute\":1}}|limits.perSecond",
                "{\"source\":|not the JSON",
                "[]|not the JSON"
            })
    void whatIsWrongIsNamed(String body, String detail) {
        var answer = administrator.post("/api/accounts", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("BI-BASIC-02");
        assertThat(answer.json().path("type").asString()).isEqualTo("urn:bisync:error:bi-basic-02");
        assertThat(answer.json().path("detail").asString()).contains(detail);
    }

    @Test
    void aFieldOfAPatchThatNobodyKnowsIsNamedEvenWithoutAValue() {
        var path = added("patched", "\"companyId\":\"c\"");

        for (var body : List.of("{\"appsecret\":null}", "{\"appsecret\":\"s\"}")) {
            assertThat(administrator.change(path, body).json().path("detail").asString())
                    .contains("appsecret is not a field");
        }
        assertThat(administrator.change(path, "[]").status()).isEqualTo(400);
        assertThat(administrator
                        .put(path + "/cursors/" + "x".repeat(300), "{\"value\":\"1\"}")
                        .status())
                .isEqualTo(400);
        assertThat(administrator
                        .put(path + "/cursors/order", "{\"value\":1e1000000000}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void whatIsNotThereHasAProblemToo() {
        assertThat(administrator.get("/api/accounts/424242").code()).isEqualTo("BI-BASIC-01");
        assertThat(administrator.get("/api/nothing").code()).isEqualTo("BI-BASIC-16");
        assertThat(administrator.put("/api/accounts/1", "{}").status()).isEqualTo(405);
        assertThat(administrator.get("/api/accounts?source=sap").code()).isEqualTo("BI-BASIC-02");
        assertThat(administrator
                        .post("/api/accounts", "\"" + "x".repeat(5 * 1024 * 1024) + "\"")
                        .code())
                .isEqualTo("BI-BASIC-13");
    }

    private static String jushuitan(@Nullable String id) {
        return "{%s\"source\":\"jushuitan\",\"name\":\"Numbered\",\"appKey\":\"k\",\"appSecret\":\"s\",\"duplicate\":true}"
                .formatted(id == null ? "" : "\"id\":\"%s\",".formatted(id));
    }
}

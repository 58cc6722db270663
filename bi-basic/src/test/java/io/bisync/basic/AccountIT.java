package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

        var changed = administrator.put(path, "{\"name\":\"Renamed\"}", "If-Match", "\"1\"");
        assertThat(changed.json().path("name").asString()).isEqualTo("Renamed");
        assertThat(changed.json().path("appKey").asString()).isEqualTo("k1");
        assertThat(changed.response().headers().firstValue("ETag")).contains("\"2\"");
        assertThat(administrator
                        .put(path, "{\"name\":\"Late\"}", "If-Match", "\"1\"")
                        .code())
                .isEqualTo("BI-BASIC-14");

        assertThat(administrator
                        .post(path + "/disable", "")
                        .json()
                        .path("enabled")
                        .asBoolean())
                .isFalse();
        assertThat(administrator
                        .post(path + "/enable", "")
                        .json()
                        .path("enabled")
                        .asBoolean())
                .isTrue();
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
                "{\"source\":\"leke\",\"name\":\"No tenant id\"}|idFit is the tenant id",
                "{\"source\":\"jushuitan\",\"name\":\"No key\"}|need appKey and appSecret",
                "{\"source\":\"jushuitan\",\"id\":\"007\",\"name\":\"Zeros\",\"appKey\":\"k\",\"appSecret\":\"s\"}|idFit",
                "{\"source\":\"leke\",\"id\":\"a/b\",\"name\":\"Slash\"}|id has 1 to 32",
                "{\"source\":\"leke\",\"id\":\"t\",\"name\":\" \"}|name must not be blank",
                "{\"source\":\"sap\",\"name\":\"Unknown ERP\"}|not the JSON",
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
    void whatIsNotThereHasAProblemToo() {
        assertThat(administrator.get("/api/accounts/424242").code()).isEqualTo("BI-BASIC-01");
        assertThat(administrator.get("/api/nothing").code()).isEqualTo("BI-BASIC-16");
        assertThat(administrator.delete("/api/accounts/1").status()).isEqualTo(405);
        assertThat(administrator.get("/api/accounts?source=sap").code()).isEqualTo("BI-BASIC-02");
        assertThat(administrator
                        .post("/api/accounts", "\"" + "x".repeat(5 * 1024 * 1024) + "\"")
                        .code())
                .isEqualTo("BI-BASIC-13");
    }

    private static String jushuitan(@Nullable String id) {
        return "{%s\"source\":\"jushuitan\",\"name\":\"Numbered\",\"appKey\":\"k\",\"appSecret\":\"s\"}"
                .formatted(id == null ? "" : "\"id\":\"%s\",".formatted(id));
    }
}

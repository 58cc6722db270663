package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AuditIT {

    private static final BasicServer SERVER = BasicServer.shared();

    private final Caller administrator = SERVER.administrator();

    @Test
    void everyChangeSaysWhoDidWhatHowItLookedBeforeAndUnderWhichRequest() {
        var path = administrator
                .post("/api/accounts", """
                        {"source":"jushuitan","name":"Watched","appKey":"audited","appSecret":"s"}""", "X-Request-Id", "request-7")
                .response()
                .headers()
                .firstValue("Location")
                .orElseThrow();
        administrator.change(path, "{\"name\":\"Renamed\",\"appSecret\":\"t\"}");
        administrator.disable(path);
        administrator.put(path + "/cursors/order", "{\"value\":\"1\"}");
        administrator.put("/api/apps/jushuitan/audited", "{\"countedBy\":\"ACCOUNT\"}");

        var account = "account " + path.substring(path.lastIndexOf('/') + 1);
        var entries = entries("?object=" + account.replace(" ", "%20"));
        assertThat(entries)
                .extracting(entry -> entry.path("action").asString())
                .containsExactly("account.disable", "account.secret", "account.change", "account.add");
        assertThat(entries)
                .allSatisfy(entry -> assertThat(entry.path("actor").asString()).contains("administrator"));
        assertThat(entries.get(3).path("requestId").asString()).isEqualTo("request-7");
        assertThat(entries.get(3).path("before").isNull()).isTrue();
        assertThat(entries.get(2).at("/before/name").asString()).isEqualTo("Watched");
        assertThat(entries.get(2).at("/after/name").asString()).isEqualTo("Renamed");
        assertThat(entries("?limit=2"))
                .extracting(entry -> entry.path("action").asString())
                .containsExactly("app.count", "cursor.set");
        assertThat(SERVER.logLines())
                .anyMatch(line ->
                        line.contains("account.disable: " + account + " by ") && line.contains("administrator"));
    }

    @Test
    void anAnswerCarriesTheIdOfItsRequest() {
        var given = administrator
                .post("/api/accounts", "{}", "X-Request-Id", "mine-1")
                .response();
        var made = administrator
                .post("/api/accounts", "{}", "X-Request-Id", "not fit")
                .response();

        assertThat(given.headers().firstValue("X-Request-Id")).contains("mine-1");
        assertThat(made.headers().firstValue("X-Request-Id").orElseThrow()).matches("[0-9a-f-]{36}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UPDATE basic.audit SET actor = 'nobody'", "DELETE FROM basic.audit", "TRUNCATE basic.audit"})
    void nobodyTakesAnEntryBack(String statement) {
        assertThatThrownBy(() -> BasicServer.sql("shared", statement)).hasStackTraceContaining("append-only");
    }

    private List<JsonNode> entries(String query) {
        return administrator
                .get("/api/audit" + query)
                .json()
                .path("entries")
                .valueStream()
                .toList();
    }
}

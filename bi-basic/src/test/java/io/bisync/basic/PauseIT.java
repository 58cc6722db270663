package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** One entity of an account is not pulled, for a reason. */
class PauseIT {

    private static final BasicServer SERVER = BasicServer.shared();

    private final Caller administrator = SERVER.administrator();

    @Test
    void aPauseSaysWhoSaidItWhySinceWhenAndWhoeverRepeatsItChangesNothing() {
        var path = added("paused");
        Instant since = SERVER.clock().instant();
        var paused = pause(path, "order", "its answers are broken");
        assertThat(paused.status()).isEqualTo(200);
        assertThat(paused.json().path("reason").asString()).isEqualTo("its answers are broken");
        assertThat(paused.json().path("by").asString()).contains("administrator");
        assertThat(Instant.parse(paused.json().path("since").asString())).isEqualTo(since);

        SERVER.clock().advance(Duration.ofMinutes(1));
        assertThat(pause(path, "order", "another reason").json()).isEqualTo(paused.json());
        assertThat(listed(path, "jushuitan")).containsExactly(paused.json());
        assertThat(listed(path, "leke")).isEmpty();

        assertThat(resume(path, "order").status()).isEqualTo(204);
        assertThat(resume(path, "order").status()).isEqualTo(204);
        assertThat(listed(path, "jushuitan")).isEmpty();
    }

    @Test
    void everyChangeIsInTheAuditAndToldToServicesOnce() {
        var path = added("audited pauses");
        int before = events(path);
        pause(path, "order", "a test");
        pause(path, "order", "a test");
        assertThat(events(path)).isEqualTo(before + 1);
        resume(path, "order");
        resume(path, "order");
        assertThat(events(path)).isEqualTo(before + 2);

        var entries = administrator
                .get("/api/audit?object=account%20" + id(path) + ",%20order")
                .json()
                .path("entries")
                .valueStream()
                .toList();
        assertThat(entries)
                .extracting(it -> it.path("action").asString())
                .containsExactly("entity.resume", "entity.pause");
        assertThat(entries.getFirst().at("/before/reason").asString()).isEqualTo("a test");
        assertThat(entries.getLast().at("/after/reason").asString()).isEqualTo("a test");
    }

    @Test
    void theStatusShowsAPauseOfAnEntityThatNobodyReportsToo() {
        var path = added("shown pauses");
        pause(path, "never_reported", "a test");
        var state = administrator
                .get("/api/status")
                .json()
                .path("lines")
                .valueStream()
                .filter(it -> it.path("entity").asString().equals("never_reported"))
                .toList();
        assertThat(state).singleElement().satisfies(it -> {
            assertThat(it.path("account").asString()).isEqualTo(id(path));
            assertThat(it.at("/state/name").asString()).isEqualTo("PAUSED");
        });
        resume(path, "never_reported");
    }

    @Test
    void pausesGoWithTheirAccount() {
        var path = added("deleted pauses");
        pause(path, "order", "a test");
        administrator.disable(path);
        assertThat(administrator
                        .delete(path + "?reason=left", "If-Match", administrator.etag(path))
                        .status())
                .isEqualTo(204);

        assertThat(SERVER.rows("SELECT entity FROM basic.paused_entity WHERE account_id = '%s'".formatted(id(path))))
                .isEmpty();
    }

    @Test
    void onlyAdministratorsPauseAndEveryReaderSees() {
        var path = added("guarded pauses");
        for (var role : List.of("SERVICE", "JOB", "VIEWER")) {
            var caller = SERVER.caller(role);
            assertThat(caller.post(path + "/entities/order/pause", reason("a test"))
                            .code())
                    .isEqualTo("BI-BASIC-11");
            assertThat(caller.post(path + "/entities/order/resume", "").code()).isEqualTo("BI-BASIC-11");
            assertThat(caller.get("/api/paused-entities").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"order, ''", "order, ' '", "ORDER, a test", "-order, a test"})
    void aPauseHasAnEntityAndAReason(String entity, String reason) {
        var path = added("refused pauses " + entity + reason.length());
        assertThat(pause(path, entity, reason).code()).isEqualTo("BI-BASIC-02");
        assertThat(pause(path, "order", "x".repeat(201)).code()).isEqualTo("BI-BASIC-02");
        assertThat(pause(path, "order", "x".repeat(200)).status()).isEqualTo(200);
        resume(path, "order");
    }

    @Test
    void whatIsNotPulledCannotBePaused() {
        administrator.post("/api/accounts", "{\"source\":\"leke\",\"id\":\"pauseless\",\"name\":\"pauseless\"}");

        assertThat(pause("/api/accounts/pauseless", "order", "a test").code()).isEqualTo("BI-BASIC-41");
        assertThat(resume("/api/accounts/pauseless", "order").status()).isEqualTo(204);
        assertThat(pause("/api/accounts/999999", "order", "a test").code()).isEqualTo("BI-BASIC-01");
        assertThat(resume("/api/accounts/999999", "order").code()).isEqualTo("BI-BASIC-01");
    }

    private String added(String name) {
        return administrator
                .post("/api/accounts", """
                    {"source":"jushuitan","name":"%s","appKey":"pauses","appSecret":"s","duplicate":true}\
                    """.formatted(name))
                .response()
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private Caller.Answer pause(String path, String entity, String reason) {
        return administrator.post("%s/entities/%s/pause".formatted(path, entity), reason(reason));
    }

    private Caller.Answer resume(String path, String entity) {
        return administrator.post("%s/entities/%s/resume".formatted(path, entity), "");
    }

    private List<JsonNode> listed(String path, String source) {
        return administrator
                .get("/api/paused-entities?source=" + source)
                .json()
                .path("entities")
                .valueStream()
                .filter(it -> it.path("account").asString().equals(id(path)))
                .toList();
    }

    private static int events(String path) {
        return SERVER.rows("SELECT body FROM basic.outbox WHERE topic = 'bi.account.changes' AND event_key = '%s'"
                        .formatted(id(path)))
                .size();
    }

    private static String reason(String text) {
        return "{\"reason\":\"%s\"}".formatted(text);
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}

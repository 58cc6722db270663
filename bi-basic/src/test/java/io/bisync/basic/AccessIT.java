package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                "/actuator",
                "/actuator/prometheus",
                "/actuator/env",
                "/"
            })
    void nothingIsAnsweredWithoutAToken(String path) {
        for (var stranger : List.of(SERVER.nobody(), new Caller(SERVER.address(), "bi_" + "x".repeat(43)))) {
            assertThat(stranger.get(path).status()).isEqualTo(401);
            assertThat(stranger.post(path, "{}").status()).isEqualTo(401);
            assertThat(stranger.put(path, "{}").status()).isEqualTo(401);
            assertThat(stranger.delete(path).status()).isEqualTo(401);
        }
        assertThat(SERVER.nobody().get(path).code()).isEqualTo("BI-BASIC-10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/actuator/health/dependencies",
                "/actuator/info",
                "/v3/api-docs",
                "/swagger-ui/index.html",
                "/swagger-ui/swagger-ui-bundle.js"
            })
    void healthAndTheDescriptionAreOpen(String path) {
        assertThat(SERVER.nobody().get(path).status()).isEqualTo(200);
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
        assertThat(caller.post("/api/accounts/1/permits", "{}").status()).isEqualTo(403);
        assertThat(caller.post("/api/accounts/1/cursors/order/lease", "{}").status())
                .isEqualTo(403);
        assertThat(caller.post("/api/accounts/1/cursors/order/move", "{}").status())
                .isEqualTo(403);
        assertThat(caller.post("/api/status/reports", "{}").status()).isEqualTo(403);
        assertThat(caller.form("/api/introspect", "token=x").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SERVICE", "JOB", "VIEWER"})
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
        assertThat(caller.get("/actuator/prometheus").status()).isEqualTo(200);
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
    void theFirstStartPrintsOneTokenAndTheNextNone() {
        String token;
        try (var first = BasicServer.start("first_start")) {
            assertThat(first.printedTokens()).hasSize(1);
            token = first.printedTokens().getFirst();
            assertThat(first.administrator().delete("/api/access-tokens/1").code())
                    .isEqualTo("BI-BASIC-17");
        }
        try (var second = BasicServer.start("first_start")) {
            assertThat(second.printedTokens()).isEmpty();
            assertThat(new Caller(second.address(), token)
                            .get("/api/access-tokens")
                            .status())
                    .isEqualTo(200);
        }
    }
}

package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.SealedColumns;
import io.bisync.secret.Secrets;
import org.junit.jupiter.api.Test;

class SecrecyIT {

    private static final BasicServer SERVER = BasicServer.shared();

    @Test
    void noSecretIsInAnyAnswerOrLogLine() {
        var administrator = SERVER.administrator();
        var service = SERVER.caller("SERVICE");
        var secrets = Secrets.open(BasicServer.keyset());

        var id = administrator.post("/api/accounts", """
                        {"source":"jushuitan","name":"Secret keeper","appKey":"secrecy","appSecret":"MARK-app-secret"}""").json().path("id").asString();
        var path = "/api/accounts/" + id;
        administrator.get(path);
        administrator.get("/api/accounts");
        assertThat(administrator
                        .change(path, "{\"name\":\"Keeper\",\"appSecret\":\"MARK-other-secret\"}")
                        .status())
                .isEqualTo(200);
        administrator.change(path, "{\"name\":\"Keeper\",\"appSecret\":[\"MARK-in-the-wrong-place\"]}");
        administrator.change(path, "{\"name\":\"\",\"appSecret\":\"MARK-invalid\"}");
        administrator.disable(path);
        administrator.post(path + "/enable", "");
        var access = service.post(path + "/access", "{\"holder\":\"a\"}");
        assertThat(access.json().path("state").asString()).isEqualTo("REFRESH");
        var fence = access.json().path("fence").asLong();
        var stored = service.put(path + "/token", """
                {"fence":%d,"accessToken":"%s","refreshToken":"%s","expiresAt":"2099-01-01T00:00:00Z"}""".formatted(
                        fence,
                        secrets.seal(SealedColumns.accessToken(id), "MARK-access-token"),
                        secrets.seal(SealedColumns.refreshToken(id), "MARK-refresh-token")));
        assertThat(stored.status()).isEqualTo(204);
        var unsealed = service.put(path + "/token", """
                {"fence":%d,"accessToken":"MARK-unsealed","expiresAt":"2099-01-01T00:00:00Z"}""".formatted(fence));
        assertThat(unsealed.code()).isEqualTo("BI-BASIC-08");
        var granted = service.post(path + "/access", "{\"holder\":\"b\"}");
        assertThat(granted.json().path("state").asString()).isEqualTo("GRANTED");
        var credentials = service.get(path + "/credentials");
        assertThat(secrets.unseal(
                        SealedColumns.appSecret(id),
                        credentials.json().path("appSecret").asString()))
                .isEqualTo("MARK-other-secret");
        assertThat(administrator.get(path).text() + service.get(path).text())
                .doesNotContain(credentials.json().path("appSecret").asString());
        service.at(SERVER.management()).get("/actuator/prometheus");
        administrator.get("/api/access-tokens");
        administrator.get("/api/audit");

        assertThat(Caller.ANSWERS).isNotEmpty().noneMatch(answer -> answer.contains("MARK-"));
        assertThat(SERVER.logLines()).isNotEmpty().noneMatch(line -> line.contains("MARK-"));
        var bearer = service.token();
        assertThat(bearer).isNotNull();
        assertThat(Caller.ANSWERS).noneMatch(answer -> answer.contains(bearer));
        assertThat(SERVER.logLines()).noneMatch(line -> line.contains(bearer));
    }
}

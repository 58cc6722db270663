package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.proxy.Direction;
import io.bisync.local.proxy.FaultProxy;
import io.bisync.local.proxy.Toxic;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What callers are told when bi-basic itself cannot work. */
class FailuresIT {

    private static final String DATABASE = "failures";
    private static BasicServer server;
    private static Caller administrator;

    private static final FaultProxy PROXY = FaultProxy.open(
            0,
            URI.create(BasicServer.postgres().jdbcUrl(DATABASE).substring("jdbc:".length()))
                    .getPort());

    @BeforeAll
    static void start() {
        server = BasicServer.start(
                DATABASE,
                Map.of(
                        "spring.datasource.url",
                        BasicServer.postgres().jdbcUrl(DATABASE).replaceFirst("//[^/]+/", "//" + PROXY.address() + "/"),
                        // The packaged bound is longer than a test should wait.
                        "spring.datasource.hikari.data-source-properties.socketTimeout",
                        "2"));
        administrator = server.administrator();
    }

    @AfterAll
    static void stop() {
        server.close();
        PROXY.close();
    }

    @Test
    void connectionsThatFallSilentAreReplaced() {
        assertThat(administrator.get("/api/accounts").status()).isEqualTo(200);
        // All ten of the pool go silent with what they carry; new ones reach the living server.
        PROXY.next(10, Direction.TO_CLIENT, new Toxic.Timeout(Duration.ofHours(1)));

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> administrator.get("/api/accounts").status() == 200);
        PROXY.clear();
    }

    @Test
    void aDatabaseThatIsAwayIsToldOnceAndCallersAreAskedToTryAgain() {
        BasicServer.sql(
                "aside",
                "ALTER DATABASE failures WITH ALLOW_CONNECTIONS false",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'failures'");
        for (var call = 0; call < 2; call++) {
            var answer = administrator.get("/api/accounts");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("BI-BASIC-12");
            assertThat(answer.response().headers().firstValue("Retry-After")).contains("5");
        }
        assertThat(lines("BI-BASIC-12")).hasSize(1);
        assertThat(server.count("bi.database.problems", "code", "BI-BASIC-12")).isEqualTo(1);

        BasicServer.sql("aside", "ALTER DATABASE failures WITH ALLOW_CONNECTIONS true");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> administrator.get("/api/accounts").status() == 200);
        assertThat(lines("PostgreSQL answers again")).hasSize(1);
        assertThat(lines("BI-BASIC-12")).hasSize(1);
    }

    @Test
    void whatNobodyExpectsIsInTheLogAndNotInTheAnswer() {
        BasicServer.sql(DATABASE, "ALTER TABLE basic.account RENAME TO elsewhere");
        var answer = administrator.get("/api/accounts");
        BasicServer.sql(DATABASE, "ALTER TABLE basic.elsewhere RENAME TO account");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.code()).isEqualTo("BI-BASIC-99");
        assertThat(answer.text()).doesNotContain("SELECT").doesNotContain("basic.account");
        assertThat(lines("BI-BASIC-99")).hasSize(1);
        assertThat(administrator.get("/api/accounts").status()).isEqualTo(200);
    }

    private static List<String> lines(String text) {
        return server.logLines().stream().filter(it -> it.contains(text)).toList();
    }
}

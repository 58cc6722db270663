package io.bisync.starrocks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.starrocks.ErrorCode;
import io.bisync.starrocks.StarRocksException;
import io.bisync.starrocks.http.ScriptedServer.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Status;

class StarRocksSqlTests {

    private ScriptedServer frontend;
    private Exchange exchange;
    private StarRocksProperties settings;
    private StarRocksSql sql;

    @BeforeEach
    void start() throws IOException {
        frontend = new ScriptedServer(request -> new Step.AfterBody(""));
        settings = new StarRocksProperties(
                List.of(frontend.address()),
                List.of("be:8040"),
                List.of(),
                "bi",
                "loader",
                "pass",
                Duration.ofSeconds(1),
                Duration.ofSeconds(5));
        exchange = new Exchange(settings);
        sql = new StarRocksSql(settings, exchange);
    }

    @AfterEach
    void stop() throws IOException {
        exchange.close();
        frontend.close();
    }

    @Test
    void theRowsOfASelectComeInOrder() {
        answer("""
                {"connectionId":49}
                {"meta":[{"name":"id","type":"bigint"},{"name":"amt","type":"decimal(20,2)"}]}
                {"data":[1,"10.00"]}
                {"data":[2,null]}
                {"statistics":{"scanRows":1,"scanBytes":8,"returnRows":1}}
                """);

        assertThat(sql.query("select id, amt from t")).containsExactly(List.of(1, "10.00"), Arrays.asList(2, null));
        assertThat(frontend.received()).singleElement().satisfies(request -> {
            assertThat(request.line()).isEqualTo("POST /api/v1/catalogs/default_catalog/databases/bi/sql HTTP/1.1");
            assertThat(request.hasCredentials()).isTrue();
        });
    }

    @Test
    void theRowsOfAShowComeAsLists() {
        answer("""
                {"meta":[{"name":"Field"},{"name":"Type"}],"data":[{"Field":"id","Type":"bigint"}],"statistics":{}}
                """);

        assertThat(sql.query("desc t")).containsExactly(List.of("id", "bigint"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"connectionId\":49}\n{\"meta\":[]}\n{\"data\":[1]}\n",
                "{\"status\":\"FAILED\",\"msg\":\"Unknown table 't'\"}",
                "<html></html>",
                ""
            })
    void aResultThatIsNotWholeIsAnError(String text) {
        answer(text);

        assertThatThrownBy(() -> sql.query("select 1"))
                .isInstanceOfSatisfying(
                        StarRocksException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.STATEMENT_FAILED))
                .hasMessageStartingWith("BI-SR-11 ");
    }

    @Test
    void healthIsUpOnlyWithABackend() {
        var health = new StarRocksHealthIndicator(settings, exchange);

        answer("{\"online_backend_num\":3,\"total_backend_num\":3,\"status\":\"OK\"}");
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        answer("{\"online_backend_num\":0,\"total_backend_num\":3,\"status\":\"OK\"}");
        assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        frontend.script(request -> new Step.Silence());
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    }

    private void answer(String text) {
        frontend.script(request -> new Step.AfterBody(text));
    }
}

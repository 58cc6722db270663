package io.bisync.starrocks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.local.postgres.LocalPostgres;
import io.bisync.local.starrocks.StandInSettings;
import io.bisync.local.starrocks.StarRocksStandIn;
import io.bisync.starrocks.ErrorCode;
import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.StarRocksException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

/** The client against the stand-in, which reads the same protocol independently. */
class HttpStreamLoadIT extends HttpStreamLoadContract {

    private static LocalPostgres postgres;
    private static StarRocksStandIn starrocks;

    @BeforeAll
    static void start(@TempDir Path data) {
        postgres = LocalPostgres.start(data);
        postgres.createDatabase("starrocks");
        starrocks = StarRocksStandIn.start(
                StandInSettings.of(postgres.jdbcUrl("starrocks"), postgres.user(), postgres.password()));
        starrocks.apply(CREATE_TABLE);
        settings = settings(starrocks.password());
        exchange = new Exchange(settings);
    }

    @AfterAll
    static void stop() throws IOException {
        exchange.close();
        starrocks.close();
        postgres.close();
    }

    @Test
    void aRowThatDoesNotFitIsRefusedAndDescribedWithoutItsValue() {
        var outcome = streamLoad()
                .load(new LoadRequest(
                        label("long"),
                        TABLE,
                        List.of("id", "name", "record_version"),
                        "record_version",
                        TextRows.of(
                                "{\"id\":\"21\",\"name\":\"" + "secret-4711".repeat(3) + "\",\"record_version\":1}")));

        assertThat(outcome).isInstanceOfSatisfying(LoadOutcome.Refused.class, refused -> {
            assertThat(refused.errorRows()).contains("name");
            assertThat(refused.toString()).doesNotContain("secret-4711");
        });
        assertThat(streamLoad().state(label("long"))).isEqualTo(LabelState.ABORTED);
    }

    @Test
    void aWrongPasswordIsMisconfiguredForLoadsAndAnErrorForQuestions() throws IOException {
        var wrong = settings("wrong");
        try (var other = new Exchange(wrong)) {
            var load = new HttpStreamLoad(wrong, other);

            assertThat(load.load(new LoadRequest(
                            label("denied"), TABLE, List.of("id"), "record_version", TextRows.of("{\"id\":1}"))))
                    .isInstanceOfSatisfying(
                            LoadOutcome.Misconfigured.class,
                            outcome -> assertThat(outcome.reason()).startsWith("BI-SR-04"));
            assertThatThrownBy(() -> load.state(label("denied")))
                    .isInstanceOfSatisfying(
                            StarRocksException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.ACCESS_DENIED));
            assertThatThrownBy(() -> new StarRocksSql(wrong, other).query("select 1"))
                    .isInstanceOf(StarRocksException.class);
        }
    }

    @Test
    void tablesAreDescribedOverSql() {
        var columns = new StarRocksSql(settings, exchange).query("DESC contract");

        assertThat(columns).extracting(List::getFirst).containsExactly("id", "name", "record_version");
    }

    @Test
    void anUnknownTableFailsAStatement() {
        assertThatThrownBy(() -> new StarRocksSql(settings, exchange).query("SELECT 1 FROM no_such_table"))
                .isInstanceOfSatisfying(
                        StarRocksException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.STATEMENT_FAILED));
    }

    @Test
    void healthIsUp() {
        assertThat(new StarRocksHealthIndicator(settings, exchange).health().getStatus())
                .isEqualTo(Status.UP);
    }

    private static StarRocksProperties settings(String password) {
        return new StarRocksProperties(
                List.of(starrocks.frontend()),
                List.of(starrocks.backend().getAuthority()),
                List.of(),
                starrocks.database(),
                starrocks.username(),
                password,
                Duration.ofSeconds(60),
                Duration.ofSeconds(5));
    }
}

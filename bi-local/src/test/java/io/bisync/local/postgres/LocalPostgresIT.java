package io.bisync.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresIT {

    /** Mode 0700: as root, the server's user cannot reach what is in it, which is the harder case. */
    @TempDir
    Path folder;

    @Test
    void databasesSurviveACleanStopAndWhatWasCommittedAKill() throws SQLException {
        String password;
        try (var postgres = LocalPostgres.start(folder.resolve("postgres"))) {
            password = postgres.password();
            postgres.createDatabase("kept");
            postgres.createDatabase("kept");
            execute(postgres, "CREATE TABLE t (v TEXT)");
            execute(postgres, "INSERT INTO t VALUES ('聚水潭')");
            execute(postgres, "INSERT INTO t VALUES ('last')");
            postgres.kill();
            assertThat(postgres.isAlive()).isFalse();
            assertThat(postgres.answers()).isFalse();
            postgres.restart();
            assertThat(postgres.answers()).isTrue();
            assertThat(one(postgres, "SELECT v FROM t WHERE v = 'last'")).isEqualTo("last");
        }
        try (var postgres = LocalPostgres.start(folder.resolve("postgres"))) {
            assertThat(postgres.password()).isEqualTo(password).hasSizeGreaterThan(30);
            assertThat(one(postgres, "SELECT v FROM t")).isEqualTo("聚水潭");
            assertThat(one(postgres, "SHOW fsync")).isEqualTo("off");
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        try (var postgres = LocalPostgres.start(folder.resolve("postgres"))) {
            assertThat(catchThrowable(
                            () -> DriverManager.getConnection(postgres.jdbcUrl("postgres"), postgres.user(), "wrong")
                                    .close()))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> postgres.createDatabase("a\"b"))
                    .withMessageContaining("a\"b");
        }
    }

    private static void execute(LocalPostgres postgres, String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(postgres.jdbcUrl("kept"), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(LocalPostgres postgres, String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(postgres.jdbcUrl("kept"), postgres.user(), postgres.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}

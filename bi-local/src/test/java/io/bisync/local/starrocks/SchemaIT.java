package io.bisync.local.starrocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.local.starrocks.table.RefusedException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(StandIn.class)
class SchemaIT {

    @Test
    void takesAFileOverTheControlAddress() throws IOException {
        var file = """
                -- a comment; with a semicolon
                CREATE DATABASE IF NOT EXISTS bi;
                CREATE TABLE IF NOT EXISTS bi.things (
                    `id` BIGINT NOT NULL COMMENT 'the number; of a thing',
                    name VARCHAR(10) NULL /* short */
                ) ENGINE = OLAP
                PRIMARY KEY (`id`)
                COMMENT "things"
                DISTRIBUTED BY HASH (`id`) BUCKETS 2
                PROPERTIES ("colocate_with" = "things", "replication_num" = "1");
                ALTER TABLE bi.things ADD COLUMN weight DECIMAL(9, 3) NULL COMMENT "kg";
                """;
        try (var client = new RawClient(StandIn.get().control())) {
            var reply = client.send("POST /control/ddl HTTP/1.1\ncontent-length: %d\n\n".formatted(file.length()))
                    .sendBody(file)
                    .reply();
            assertThat(reply.body()).isEqualTo("OK\n");
        }
        assertThat(StandIn.load("things", "{\"id\":1,\"weight\":1.5}")
                        .path("Status")
                        .asString())
                .isEqualTo("Success");
        assertThat(StandIn.get().query("SELECT weight FROM things").getFirst()).containsEntry("weight", "1.500");
        try (var client = new RawClient(StandIn.get().control())) {
            assertThat(client.send("GET /control/counters HTTP/1.1\n\n").reply().body())
                    .contains(
                            "{\"table\":\"bi.things\",\"loads\":1,\"rows\":1,\"inserted\":1,\"overwritten\":0,\"refused\":0,\"repeated\":0,\"filtered\":0}");
            assertThat(client.send("GET /control/loads?table=things HTTP/1.1\n\n")
                            .reply()
                            .body())
                    .contains("\"table\":\"things\",\"state\":\"VISIBLE\"");
            assertThat(client.send("GET /control/ HTTP/1.1\n\n").reply().body())
                    .contains("\"database\":\"bi\"")
                    .doesNotContain(StandIn.get().password());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE bi.things",
                "CREATE TABLE t (id INT) PRIMARY KEY (id) DISTRIBUTED BY HASH (id)",
                "CREATE TABLE IF NOT EXISTS t (id INT) DUPLICATE KEY (id) DISTRIBUTED BY HASH (id)",
                "CREATE TABLE IF NOT EXISTS t (id LARGEINT) PRIMARY KEY (id) DISTRIBUTED BY HASH (id)",
                "CREATE TABLE IF NOT EXISTS t (id INT) PRIMARY KEY (id) PARTITION BY RANGE (id) () DISTRIBUTED BY HASH (id)",
                "CREATE TABLE IF NOT EXISTS t (id INT) PRIMARY KEY (id) DISTRIBUTED BY RANDOM",
                "CREATE TABLE IF NOT EXISTS t (id INT) PRIMARY KEY (id) DISTRIBUTED BY HASH (id) PROPERTIES ('x' = 'y')",
                "CREATE TABLE IF NOT EXISTS t (id INT AUTO_INCREMENT) PRIMARY KEY (id) DISTRIBUTED BY HASH (id)",
                "CREATE TABLE IF NOT EXISTS T (id INT) PRIMARY KEY (id) DISTRIBUTED BY HASH (id)",
                "CREATE MATERIALIZED VIEW v AS SELECT 1",
                "CREATE VIEW v (a) AS SELECT 1",
                "ALTER TABLE bi.things DROP COLUMN name",
                "ALTER TABLE bi.things ADD COLUMN more INT NULL AFTER id",
                "INSERT INTO bi.things VALUES (1)",
                "SET x = 1"
            })
    void refusesAnythingElseWithItsBeginning(String statement) {
        assertThatThrownBy(() -> StandIn.get().apply(statement))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("The stand-in does not implement ")
                .hasMessageContaining(statement.substring(0, Math.min(60, statement.length())));
    }

    @Test
    void widensTextsAsStarRocksDoes() throws IOException {
        StandIn.get().apply("""
                CREATE TABLE IF NOT EXISTS widened (id VARCHAR(4) NOT NULL, name VARCHAR(4), size INT)
                PRIMARY KEY (id) DISTRIBUTED BY HASH (id);
                """);
        assertThat(StandIn.load("widened", "{\"id\":\"1\",\"name\":\"12345\"}")
                        .path("Status")
                        .asString())
                .isEqualTo("Fail");
        StandIn.get().apply("ALTER TABLE widened MODIFY COLUMN name VARCHAR(5) NULL;");
        assertThat(StandIn.load("widened", "{\"id\":\"1\",\"name\":\"12345\"}")
                        .path("Status")
                        .asString())
                .isEqualTo("Success");
        refuses("ALTER TABLE widened MODIFY COLUMN name VARCHAR(4)", "Cannot shorten string length");
        refuses("ALTER TABLE widened MODIFY COLUMN name VARCHAR(9) NOT NULL", "nullable to non-nullable");
        refuses("ALTER TABLE widened MODIFY COLUMN name VARCHAR(9) DEFAULT 'x'", "Can not change default value");
        refuses("ALTER TABLE widened MODIFY COLUMN id VARCHAR(9) NOT NULL", "Can not modify key column: id");
        refuses("ALTER TABLE widened MODIFY COLUMN size BIGINT", "does not implement MODIFY COLUMN");
        refuses("ALTER TABLE widened MODIFY COLUMN none VARCHAR(9)", "none");
    }

    private static void refuses(String statement, String why) {
        assertThatThrownBy(() -> StandIn.get().apply(statement))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesATableThatStarRocksWouldRefuse() {
        assertThatThrownBy(
                        () -> StandIn.get()
                                .apply(
                                        "CREATE TABLE IF NOT EXISTS t (v INT, id INT) PRIMARY KEY (id) DISTRIBUTED BY HASH (id)"))
                .hasMessageContaining("Key columns must be the first few columns of the schema");
        assertThatThrownBy(() -> StandIn.get()
                        .apply("CREATE TABLE IF NOT EXISTS t (id INT, v INT) PRIMARY KEY (id) DISTRIBUTED BY HASH (v)"))
                .hasMessageContaining("The distribution column of a primary key table must be one of its key");
        assertThatThrownBy(() -> StandIn.get().apply("CREATE VIEW v AS SELECT nothing FROM nowhere"))
                .hasMessageContaining("nowhere");
    }
}

package io.bisync.local.starrocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.starrocks.row.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StandIn.class)
class HttpSqlIT {

    @BeforeAll
    static void createTable() throws IOException {
        StandIn.get().apply("""
                        CREATE TABLE IF NOT EXISTS `bi`.`bills` (
                            id BIGINT NOT NULL COMMENT "number",
                            amt DECIMAL(20, 2) NULL,
                            at DATETIME NULL,
                            ok BOOLEAN NULL,
                            doc JSON NULL
                        ) PRIMARY KEY (id) DISTRIBUTED BY HASH (id);
                        CREATE OR REPLACE VIEW bi.big_bills AS
                            SELECT `id`, amt AS `amount` FROM `bi`.`bills` WHERE amt > 5 AND 'it''s' <> "x";
                        """);
        StandIn.load(
                "bills",
                "{\"id\":1,\"amt\":\"10\",\"at\":\"2026-11-21 10:00:00\",\"ok\":true,\"doc\":{\"a\":1}}\n{\"id\":2}\n");
    }

    @Test
    void framesASelect() throws IOException {
        var reply = post("/api/v1/catalogs/default_catalog/databases/bi/sql", "select * from bills order by id;");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers())
                .containsEntry("content-type", "application/x-ndjson; charset=utf-8")
                .containsEntry("transfer-encoding", "chunked")
                .containsKey("x-starrocks-query-id");
        assertThat(reply.body().replaceFirst("\\{\"connectionId\":\\d+", "{\"connectionId\":N"))
                .isEqualTo("""
                        {"connectionId":N}
                        {"meta":[{"name":"id","type":"bigint(20)"},{"name":"amt","type":"decimal128(20, 2)"},{"name":"at","type":"datetime"},{"name":"ok","type":"boolean"},{"name":"doc","type":"json"}]}
                        {"data":[1,"10.00","2026-11-21 10:00:00",true,{"a":1}]}
                        {"data":[2,null,null,null,null]}
                        {"statistics":{"scanRows":2,"scanBytes":0,"returnRows":2}}
                        """);
    }

    @Test
    void queriesViewsAndCountsAndSums() throws IOException {
        assertThat(post(
                                "/api/v1/catalogs/default_catalog/sql",
                                "SELECT count(*), sum(id), sum(amount) FROM bi.`big_bills`")
                        .body())
                .contains("{\"data\":[1,1,\"10.00\"]}");
    }

    @Test
    void showsTablesAndDescribesThem() throws IOException {
        var path = "/api/v1/catalogs/default_catalog/databases/bi/sql";
        assertThat(post(path, "SHOW TABLES LIKE '%bills'").body())
                .isEqualTo(
                        "{\"meta\":[{\"name\":\"Tables_in_bi\",\"type\":\"varchar\"}],\"data\":[{\"Tables_in_bi\":\"big_bills\"},{\"Tables_in_bi\":\"bills\"}],\"statistics\":{\"scanRows\":0,\"scanBytes\":0,\"returnRows\":2}}");
        assertThat(post(path, "DESC bi.bills").body())
                .contains(
                        "{\"Field\":\"id\",\"Type\":\"bigint\",\"Null\":\"NO\",\"Key\":\"true\",\"Default\":null,\"Extra\":\"\"}")
                .contains("{\"Field\":\"amt\",\"Type\":\"decimal(20,2)\",\"Null\":\"YES\",\"Key\":\"false\"");
        assertThat(post(
                                path,
                                "SELECT column_name, column_type, is_nullable, column_key FROM information_schema.columns WHERE table_schema = 'bi' AND table_name = 'bills' ORDER BY ordinal_position LIMIT 2")
                        .body())
                .contains(
                        "{\"data\":[\"id\",\"bigint(20)\",\"NO\",\"PRI\"]}\n{\"data\":[\"amt\",\"decimal(20,2)\",\"YES\",\"\"]}");
    }

    @Test
    void tellsTheModelOfATable() throws IOException {
        assertThat(post(
                                "/api/v1/catalogs/default_catalog/databases/bi/sql",
                                "SELECT table_model, primary_key FROM information_schema.tables_config WHERE table_schema = 'bi' AND table_name = 'bills'")
                        .body())
                .contains("{\"data\":[\"PRI_KEYS\",\"`id`\"]}");
    }

    @Test
    void tellsHowManyLabelsItKeeps() throws IOException {
        var path = "/api/v1/catalogs/default_catalog/databases/bi/sql";
        assertThat(post(path, "ADMIN SHOW FRONTEND CONFIG LIKE 'label_keep_max_num'")
                        .body())
                .contains(
                        "\"data\":[{\"Key\":\"label_keep_max_num\",\"AliasNames\":\"[]\",\"Value\":\"1000\",\"Type\":\"int\",\"IsMutable\":\"true\",\"Comment\":\"\"}]");
        assertThat(post(path, "ADMIN SHOW FRONTEND CONFIG LIKE 'other'").body()).contains("\"data\":[]");
    }

    @Test
    void takesOnlyQueries() throws IOException {
        var path = "/api/v1/catalogs/default_catalog/databases/bi/sql";
        for (var statement : new String[] {
            "ADMIN SET FRONTEND CONFIG ('label_keep_max_num' = '1')",
            "INSERT INTO bills VALUES (1)",
            "CREATE TABLE x (id INT)",
            "DROP TABLE bills"
        }) {
            var reply = post(path, statement);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body())
                    .isEqualTo(
                            "{\"status\":\"FAILED\",\"code\":\"1\",\"msg\":\"http query only support SELECT, SHOW, EXPLAIN, DESC, KILL statement\",\"message\":\"http query only support SELECT, SHOW, EXPLAIN, DESC, KILL statement\"}");
        }
        assertThat(post(path, "SELECT 1; SELECT 2").body()).contains("does not support execute multiple query");
        assertThat(post(path, "SELECT nothing FROM nowhere").status()).isEqualTo(500);
        assertThat(post(path, "SHOW VARIABLES").body()).contains("The stand-in does not implement: SHOW VARIABLES");
        assertThat(post(path, "SELECT * FROM information_schema.loads").body())
                .contains("The stand-in does not implement information_schema.loads");
        assertThat(post(path.replace("/bi/", "/other/"), "SELECT 1").status()).isEqualTo(403);
    }

    @Test
    void refusesWhatItDoesNotImplement() throws IOException {
        var path = "/api/v1/catalogs/default_catalog/sql";
        assertThat(postBody(path, "{\"query\":\"SELECT 1\",\"sessionVariables\":{\"sql_mode\":\"x\"}}")
                        .body())
                .contains("The stand-in does not implement the session variable 'sql_mode'");
        assertThat(postBody(path, "{\"query\":\"SELECT 1\",\"more\":1}").body())
                .contains("The stand-in does not implement the field 'more'");
        assertThat(postBody(path, "SELECT 1").body()).contains("malformed json [ SELECT 1 ]");
        assertThat(postBody(path, "{\"query\":\"SELECT 1\",\"sessionVariables\":{\"query_timeout\":\"10\"}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void cannotWriteThroughASelect() throws IOException {
        assertThat(post(
                                "/api/v1/catalogs/default_catalog/sql",
                                "WITH gone AS (DELETE FROM bi.bills RETURNING 1) SELECT * FROM gone")
                        .status())
                .isEqualTo(500);
        assertThat(StandIn.get().query("SELECT count(*) AS n FROM bills").getFirst())
                .containsEntry("n", 2L);
    }

    private static RawClient.Reply post(String path, String query) throws IOException {
        return postBody(path, "{\"query\":%s}".formatted(JsonText.quoted(query)));
    }

    private static RawClient.Reply postBody(String path, String body) throws IOException {
        try (var client = new RawClient(StandIn.get().frontend())) {
            return client.send("POST %s HTTP/1.1\nauthorization: %s\ncontent-length: %d\n\n"
                            .formatted(path, StandIn.authorization(), body.getBytes(StandardCharsets.UTF_8).length))
                    .sendBody(body)
                    .reply();
        }
    }
}

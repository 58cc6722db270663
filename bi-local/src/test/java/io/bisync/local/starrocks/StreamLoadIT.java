package io.bisync.local.starrocks;

import static io.bisync.local.starrocks.StandIn.load;
import static io.bisync.local.starrocks.StandIn.loadWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StandIn.class)
class StreamLoadIT {

    @BeforeAll
    static void createTable() {
        StandIn.get().apply("""
                        CREATE TABLE IF NOT EXISTS bi.orders (
                            account_id VARCHAR(32) NOT NULL,
                            o_id BIGINT NOT NULL,
                            record_version BIGINT NOT NULL,
                            shop VARCHAR(6) NULL COMMENT "name; of the shop",
                            amount DECIMAL(6, 2) NULL,
                            paid BOOLEAN NULL,
                            created DATETIME NULL,
                            due DATE NULL,
                            quantity INT NULL,
                            extra JSON NULL,
                            loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP
                        ) PRIMARY KEY (account_id, o_id)
                        COMMENT "orders"
                        DISTRIBUTED BY HASH (account_id, o_id) BUCKETS 4
                        PROPERTIES ("colocate_with" = "orders");
                        """);
    }

    @Test
    void answersFieldByFieldInTheBackendsOrder() throws IOException {
        var label = StandIn.newLabel();
        var headers = StandIn.headers(label);
        var body = "{\"account_id\":\"1\",\"o_id\":1,\"record_version\":1}\n";
        try (var client = new RawClient(StandIn.get().backend())) {
            headers.put("content-length", Integer.toString(body.length()));
            client.send(StandIn.head("orders", headers));
            assertThat(client.reply().head()).isEqualTo("HTTP/1.1 100 Continue\n");
            var reply = client.sendBody(body).reply();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.headers()).containsEntry("content-type", "application/json");
            assertThat(reply.body().replaceAll("(Ms\": )\\d+", "$1N").replaceAll("(TxnId\": )\\d+", "$1N"))
                    .isEqualTo("""
                            {
                                "TxnId": N,
                                "Label": "%s",
                                "Status": "Success",
                                "Message": "OK",
                                "NumberTotalRows": 1,
                                "NumberLoadedRows": 1,
                                "NumberFilteredRows": 0,
                                "NumberUnselectedRows": 0,
                                "LoadBytes": %d,
                                "LoadTimeMs": N,
                                "BeginTxnTimeMs": N,
                                "StreamLoadPlanTimeMs": N,
                                "ReadDataTimeMs": N,
                                "WriteDataTimeMs": N,
                                "CommitAndPublishTimeMs": N
                            }""".formatted(label, body.length()));
            // The connection lives on.
            headers.put("label", StandIn.newLabel());
            client.send(StandIn.head("orders", headers));
            assertThat(client.reply().isContinue()).isTrue();
            assertThat(client.sendBody(body).reply().body()).contains("\"Success\"");
        }
        assertThat(StandIn.state(label))
                .isEqualTo(
                        "{\"state\":\"VISIBLE\",\"reason\":\"\",\"status\":\"OK\",\"code\":\"0\",\"msg\":\"Success\",\"message\":\"OK\"}");
    }

    @Test
    void keepsTheNewerVersionAndLetsATieOverwrite() throws IOException {
        var before = StandIn.get().counters("orders");
        loadWith("orders", "merge_condition", "record_version", row(10, 5, "five") + row(11, 5, "five"));
        loadWith("orders", "merge_condition", "record_version", row(10, 4, "four") + row(11, 5, "tie"));
        assertThat(StandIn.get().query("SELECT o_id, shop FROM orders WHERE o_id IN (10, 11) ORDER BY o_id"))
                .extracting(row -> row.get("shop"))
                .containsExactly("five", "tie");
        var after = StandIn.get().counters("orders");
        assertThat(after.inserted() - before.inserted()).isEqualTo(2);
        assertThat(after.overwritten() - before.overwritten()).isEqualTo(1);
        assertThat(after.refused() - before.refused()).isEqualTo(1);
    }

    @Test
    void overwritesAnythingWithoutACondition() throws IOException {
        load("orders", row(15, 5, "new"));
        load("orders", row(15, 1, "old"));
        assertThat(StandIn.get().query("SELECT shop FROM orders WHERE o_id = 15"))
                .extracting(row -> row.get("shop"))
                .containsExactly("old");
    }

    @Test
    void letsTheHighestVersionOfAKeyWinWithinALoadAndTheLastOfEqualOnes() throws IOException {
        var answer = loadWith(
                "orders",
                "merge_condition",
                "record_version",
                row(20, 9, "first") + row(20, 9, "second") + row(20, 3, "last"));
        assertThat(answer.path("NumberLoadedRows").asInt()).isEqualTo(3);
        assertThat(shop(20)).isEqualTo("second");
    }

    @Test
    void letsTheLastRowOfAKeyWinWithoutACondition() throws IOException {
        load("orders", row(21, 9, "first") + row(21, 3, "last"));
        assertThat(shop(21)).isEqualTo("last");
    }

    @Test
    void ranksNullLowestInTheConditionColumn() throws IOException {
        StandIn.get()
                .apply("CREATE TABLE IF NOT EXISTS bi.ranked (id BIGINT NOT NULL, v BIGINT NULL, name VARCHAR(9) NULL)"
                        + " PRIMARY KEY (id) DISTRIBUTED BY HASH (id)");
        ranked("{\"id\":1,\"v\":null,\"name\":\"none\"}");
        ranked("{\"id\":1,\"v\":null,\"name\":\"tie\"}");
        assertThat(rankedName()).isEqualTo("tie");
        ranked("{\"id\":1,\"v\":-7,\"name\":\"low\"}\n{\"id\":1,\"v\":null,\"name\":\"null\"}");
        assertThat(rankedName()).isEqualTo("low");
        ranked("{\"id\":1,\"v\":null,\"name\":\"late\"}");
        assertThat(rankedName()).isEqualTo("low");
    }

    private static void ranked(String rows) throws IOException {
        assertThat(loadWith("ranked", "merge_condition", "v", rows + "\n")
                        .path("Status")
                        .asString())
                .isEqualTo("Success");
    }

    private static @Nullable Object rankedName() {
        return StandIn.get().query("SELECT name FROM ranked").getFirst().get("name");
    }

    @Test
    void anAcknowledgedLoadSurvivesTheDeathOfTheDatabaseBehind() throws IOException {
        var label = StandIn.newLabel();
        assertThat(load("orders", StandIn.headers(label), row(24, 1, "safe"))
                        .path("Status")
                        .asString())
                .isEqualTo("Success");
        StandIn.database().kill();
        StandIn.database().restart();

        assertThat(shop(24)).isEqualTo("safe");
        assertThat(StandIn.state(label)).contains("VISIBLE");
        assertThat(load("orders", row(24, 2, "again")).path("Status").asString())
                .isEqualTo("Success");
    }

    @Test
    void skipsBlankLinesOfCsvAndCountsNoneOfThem() throws IOException {
        var headers = StandIn.headers(StandIn.newLabel());
        headers.put("format", "csv");
        headers.put("column_separator", ",");
        headers.put("columns", "account_id,o_id,record_version,shop");
        headers.put("merge_condition", "record_version");
        var answer = load("orders", headers, "\na,22,1,a\n\n\na,23,1,b\n\n");
        assertThat(answer.path("NumberTotalRows").asInt()).isEqualTo(2);
        assertThat(shop(22)).isEqualTo("a");
        assertThat(shop(23)).isEqualTo("b");
    }

    private static @Nullable Object shop(long order) {
        return StandIn.get()
                .query("SELECT shop FROM orders WHERE o_id = " + order)
                .getFirst()
                .get("shop");
    }

    @Test
    void countsLengthsInBytes() throws IOException {
        assertThat(load("orders", row(30, 1, "店铺")).path("Status").asString()).isEqualTo("Success");
        var answer = load("orders", row(31, 1, "店铺A"));
        assertThat(answer.path("Message").asString()).isEqualTo("too many filtered rows");
        assertThat(errorRows(answer))
                .isEqualTo("Error: Value length is beyond the capacity. column=shop, capacity=6. Row: %s\n"
                        .formatted(row(31, 1, "店铺A").strip()));
    }

    @Test
    void roundsDecimalsHalfUpAndFiltersTooManyIntegerDigits() throws IOException {
        load(
                "orders",
                field(40, "amount", "\"33.335\"") + field(41, "amount", "9999.994") + field(42, "amount", "1.5e2"));
        assertThat(StandIn.get().query("SELECT amount FROM orders WHERE o_id BETWEEN 40 AND 42 ORDER BY o_id"))
                .extracting(row -> row.get("amount"))
                .containsExactly("33.34", "9999.99", "150.00");
        var answer = load("orders", field(43, "amount", "\"9999.995\"") + field(44, "amount", "1e999"));
        assertThat(answer.path("NumberFilteredRows").asInt()).isEqualTo(2);
        assertThat(errorRows(answer))
                .contains("Error: Value '9999.995' is out of range. The type of 'amount' is DECIMAL32(6, 2). Row: ");
    }

    @Test
    void loadsBadValuesAsNullWithoutStrictMode() throws IOException {
        var answer = loadWith("orders", "strict_mode", "false", field(50, "amount", "\"much\""));
        assertThat(answer.path("Status").asString()).isEqualTo("Success");
        assertThat(StandIn.get()
                        .query("SELECT amount FROM orders WHERE o_id = 50")
                        .getFirst())
                .containsEntry("amount", null);
    }

    @Test
    void filtersNullInAColumnThatIsNotNull() throws IOException {
        var answer = load("orders", "{\"account_id\":\"1\",\"o_id\":51}\n");
        assertThat(answer.path("Message").asString()).isEqualTo("too many filtered rows");
        assertThat(errorRows(answer)).startsWith("Error: NULL value in non-nullable column 'record_version'. Row: {");
    }

    @Test
    void loadsTheRestWithinTheFilterRatio() throws IOException {
        var answer = loadWith(
                "orders", "max_filter_ratio", "0.5", field(52, "quantity", "\"x\"") + field(53, "quantity", "7"));
        assertThat(answer.path("Status").asString()).isEqualTo("Success");
        assertThat(answer.path("NumberFilteredRows").asInt()).isEqualTo(1);
        assertThat(answer.path("NumberLoadedRows").asInt()).isEqualTo(1);
        assertThat(errorRows(answer)).contains("Unable to cast string value to BIGINT. value=x, column=quantity");
    }

    @Test
    void readsEveryTypeAsStarRocksDoes() throws IOException {
        var answer = load(
                "orders",
                "{\"account_id\":7,\"o_id\":\"60\",\"record_version\":9223372036854775807,\"paid\":true,"
                        + "\"created\":\"2026-11-21T09:08:07.123+08:00\",\"due\":\"20261121\",\"quantity\":\"3.9\","
                        + "\"extra\":{ \"a\" : [1, 2.50, \"x\\n\"], \"b\":null},\"unknown\":{\"x\":1}}\n");
        assertThat(answer.path("Status").asString()).as("%s", answer).isEqualTo("Success");
        var row = StandIn.get()
                .query(
                        "SELECT record_version, paid, created, due, quantity, extra, loaded_at IS NOT NULL AS stamped FROM orders WHERE account_id = '7'")
                .getFirst();
        assertThat(row)
                .containsEntry("record_version", Long.MAX_VALUE)
                .containsEntry("paid", true)
                .containsEntry("created", "2026-11-21 09:08:07.123000")
                .containsEntry("due", "2026-11-21")
                .containsEntry("quantity", 3L)
                .containsEntry("extra", "{\"a\":[1,2.50,\"x\\n\"],\"b\":null}");
    }

    @Test
    void stampsRowsWhenTheColumnIsLeftOut() throws IOException {
        loadWith("orders", "columns", "account_id,o_id,record_version", row(70, 1, "dropped"));
        var row = StandIn.get()
                .query("SELECT shop, loaded_at IS NOT NULL AS stamped FROM orders WHERE o_id = 70")
                .getFirst();
        assertThat(row).containsEntry("shop", null).containsEntry("stamped", true);
    }

    @Test
    void takesAnArrayOnlyWhenItIsAnnounced() throws IOException {
        var array = "[" + row(80, 1, "a").strip() + "," + row(81, 1, "b").strip() + "]";
        assertThat(loadWith("orders", "strip_outer_array", "true", array)
                        .path("NumberLoadedRows")
                        .asInt())
                .isEqualTo(2);
        assertThat(load("orders", array).path("Message").asString())
                .startsWith("The value is array type in json document stream, you can set strip_outer_array=true");
        assertThat(loadWith("orders", "strip_outer_array", "true", row(82, 1, "c"))
                        .path("Message")
                        .asString())
                .startsWith("the value should be array type with strip_outer_array=true, value: {");
    }

    @Test
    void failsTheWholeLoadOnASyntaxError() throws IOException {
        var label = StandIn.newLabel();
        var answer = load("orders", StandIn.headers(label), row(90, 1, "good") + "{\"account_id\":\"1\",,}\n");
        assertThat(answer.path("Status").asString()).isEqualTo("Fail");
        assertThat(answer.path("Message").asString())
                .startsWith("parse error. Failed to iterate document stream as object. error: ");
        assertThat(StandIn.state(label)).contains("\"state\":\"ABORTED\"");
        assertThat(StandIn.get().query("SELECT 1 FROM orders WHERE o_id = 90")).isEmpty();
        assertThat(load("orders", "<html>").path("Message").asString()).isEqualTo("illegal json started with [<]");
    }

    @Test
    void takesNoEmptyLoad() throws IOException {
        assertThat(load("orders", "").path("Message").asString())
                .startsWith("No partitions have data available for loading.");
    }

    @Test
    void limitsTheKey() throws IOException {
        StandIn.get()
                .apply(
                        "CREATE TABLE IF NOT EXISTS wide (k VARCHAR(200) NOT NULL) PRIMARY KEY (k) DISTRIBUTED BY HASH (k)");
        assertThat(load("wide", "{\"k\":\"%s\"}".formatted("x".repeat(127)))
                        .path("Message")
                        .asString())
                .isEqualTo("primary key size exceed the limit.");
    }

    @Test
    void takesABodyInChunks() throws IOException {
        var headers = StandIn.headers(StandIn.newLabel());
        headers.put("transfer-encoding", "chunked");
        try (var client = new RawClient(StandIn.get().backend())) {
            client.send(StandIn.head("orders", headers));
            assertThat(client.reply().isContinue()).isTrue();
            for (var part : row(95, 1, "x").split("(?<=,)", -1)) {
                client.sendBody("%x\r\n%s\r\n".formatted(part.getBytes(StandardCharsets.UTF_8).length, part));
            }
            assertThat(client.sendBody("0\r\n\r\n").reply().body()).contains("\"Success\"");
        }
    }

    private static String row(long id, long version, String shop) {
        return "{\"account_id\":\"1\",\"o_id\":%d,\"record_version\":%d,\"shop\":\"%s\"}\n"
                .formatted(id, version, shop);
    }

    private static String field(long id, String name, String json) {
        return "{\"account_id\":\"1\",\"o_id\":%d,\"record_version\":1,\"%s\":%s}\n".formatted(id, name, json);
    }

    private static String errorRows(tools.jackson.databind.JsonNode answer) throws IOException {
        var url = java.net.URI.create(answer.path("ErrorURL").asString());
        try (var client = new RawClient(url)) {
            return client.send("GET %s?%s HTTP/1.1\n\n".formatted(url.getPath(), url.getQuery()))
                    .reply()
                    .body();
        }
    }
}

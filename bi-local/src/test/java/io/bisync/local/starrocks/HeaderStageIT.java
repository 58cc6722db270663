package io.bisync.local.starrocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the backend decides from the headers alone: a client that waits for "100 Continue" sends no body in vain. */
@ExtendWith(StandIn.class)
class HeaderStageIT {

    @BeforeAll
    static void createTable() {
        StandIn.get().apply("""
                        CREATE TABLE IF NOT EXISTS heads (id BIGINT NOT NULL, v BIGINT NOT NULL, name VARCHAR(9), doc JSON)
                        PRIMARY KEY (id) DISTRIBUTED BY HASH (id) BUCKETS 1""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "where",
                "skip_header",
                "trim_space",
                "escape",
                "jsonpaths",
                "json_root",
                "envelope",
                "partitions",
                "temporary_partitions",
                "load_mem_limit",
                "exec_mem_limit",
                "negative",
                "partial_update",
                "partial_update_mode",
                "log_rejected_record_num",
                "transmission_compression_type",
                "load_dop",
                "warehouse",
                "enable_merge_commit",
                "merge_commit_async",
                "merge_commit_interval_ms",
                "merge_commit_parallel",
                "compression",
                "content-encoding",
                "transaction_type",
                "anything"
            })
    void refusesAHeaderThatItDoesNotImplement(String header) throws IOException {
        assertThat(failure(header, "x")).isEqualTo("The stand-in does not implement the header '%s'".formatted(header));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "label | a.b | Label format error. regex: ^[-\\w]{1,128}$, label: a.b",
                "label | a:b | Label format error. regex: ^[-\\w]{1,128}$, label: a:b",
                "format | xml | unknown data format, format=xml",
                "format | gzip | The stand-in does not implement the format 'gzip'",
                "timeout | soon | Invalid timeout format",
                "timeout | 0 | Invalid timeout: 0. Timeout should between 1 and 259200 seconds",
                "timeout | 259201 | Invalid timeout: 259201. Timeout should between 1 and 259200 seconds",
                "strict_mode | yes | Invalid strict mode format. Must be bool type",
                "timezone | Mars | Unknown or incorrect time zone: 'Mars'",
                "max_filter_ratio | all | The stand-in takes a max_filter_ratio from 0 to 1, not 'all'",
                "merge_condition | id | Merge condition column id should not be primary key!",
                "merge_condition | name | Merge condition column name has invalid type maybe bitmap/hll/percentile/json/varchar!",
                "merge_condition | doc | Merge condition column doc has invalid type maybe bitmap/hll/percentile/json/varchar!",
                "merge_condition | none | Merge condition column none does not exist. If you are doing partial update with condition update, please check condition column is in the given update columns. Otherwise please check condition column is in table heads",
                "db | other | The stand-in takes the header 'db' only as the path has it: 'bi', not 'other'",
                "table | other | The stand-in takes the header 'table' only as the path has it: 'heads', not 'other'",
                "columns | id | Column has no default value. column: v",
                "columns | id,v=1 | The stand-in implements plain names in the header 'columns', not 'v=1'",
                "columns | id,v,__op | The stand-in does not implement __op in the header 'columns'",
                "content-length | 104857601 | The size of this batch exceed the max size [104857600]  of json type data  data [ 104857601 ]. Set ignore_json_size to skip the check, although it may lead huge memory consuming."
            })
    void refusesAValueBeforeTheBody(String header, String value, String message) throws IOException {
        assertThat(failure(header, value)).isEqualTo(message);
    }

    @Test
    void refusesWrongCredentials() throws IOException {
        assertThat(failure("authorization", RawClient.basic("bi", "wrong")))
                .isEqualTo("Access denied for bi@127.0.0.1");
        assertThat(failure("authorization", "Bearer x")).isEqualTo("no valid Basic authorization");
    }

    @Test
    void refusesUnknownTablesAndDatabases() throws IOException {
        var headers = StandIn.headers(StandIn.newLabel());
        assertThat(refused(StandIn.head("nothing", headers)).path("Message").asString())
                .isEqualTo("unknown table \"bi.nothing\"");
        assertThat(refused(StandIn.head("x", headers).replace("/api/bi/", "/api/other/"))
                        .path("Message")
                        .asString())
                .isEqualTo("unknown database, database=other");
    }

    @Test
    void refusesALabelThatIsUsedUpAndSaysSo() throws IOException {
        var label = StandIn.newLabel();
        StandIn.load("heads", StandIn.headers(label), "{\"id\":1,\"v\":1}");
        var answer = refused(StandIn.head("heads", StandIn.headers(label)));
        assertThat(answer.toString())
                .startsWith(
                        "{\"TxnId\":-1,\"Label\":\"%1$s\",\"Status\":\"Label Already Exists\",\"ExistingJobStatus\":\"FINISHED\",\"Message\":\"Label [%1$s] has already been used.\",\"NumberTotalRows\":0,"
                                .formatted(label));
    }

    @Test
    void freesTheLabelWhenThePlanFails() throws IOException {
        var label = StandIn.newLabel();
        var headers = StandIn.headers(label);
        headers.put("merge_condition", "none");
        assertThat(refused(StandIn.head("heads", headers)).path("TxnId").asLong())
                .isPositive();
        assertThat(StandIn.state(label)).contains("\"state\":\"ABORTED\",\"reason\":\"Merge condition column none");
        assertThat(StandIn.load("heads", StandIn.headers(label), "{\"id\":2,\"v\":1}")
                        .path("Status")
                        .asString())
                .isEqualTo("Success");
    }

    @Test
    void takesALoadWithoutAnExpectation() throws IOException {
        var headers = StandIn.headers(StandIn.newLabel());
        headers.remove("expect");
        headers.put("content-length", "14");
        try (var client = new RawClient(StandIn.get().backend())) {
            var reply = client.send(StandIn.head("heads", headers))
                    .sendBody("{\"id\":3,\"v\":1}")
                    .reply();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).contains("\"Status\": \"Success\"");
        }
    }

    @Test
    void refusesTheOperationField() throws IOException {
        assertThat(StandIn.load("heads", "{\"id\":4,\"v\":1,\"__op\":1}")
                        .path("Message")
                        .asString())
                .isEqualTo("The stand-in does not implement the field '__op'");
    }

    private static String failure(String header, String value) throws IOException {
        var headers = StandIn.headers(StandIn.newLabel());
        headers.put(header, value);
        var answer = refused(StandIn.head("heads", headers));
        assertThat(answer.path("Status").asString()).isEqualTo("Fail");
        return answer.path("Message").asString();
    }

    /** Sends a head only and takes the answer that comes without the body, which must be a final one. */
    private static JsonNode refused(String head) throws IOException {
        try (var client = new RawClient(StandIn.get().backend())) {
            var reply = client.send(
                            head.contains("content-length") ? head : head.replaceFirst("\n", "\ncontent-length: 9\n"))
                    .reply();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.headers()).containsEntry("content-type", "application/json");
            return StandIn.json(reply.body());
        }
    }
}

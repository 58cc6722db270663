package io.bisync.starrocks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.starrocks.ErrorCode;
import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadFormat;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.StarRocksException;
import io.bisync.starrocks.StreamLoad;
import io.bisync.starrocks.http.ScriptedServer.Step;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpStreamLoadTests {

    private static final LoadLabel LABEL = new LoadLabel("lbl-1");
    private static final LoadRequest TWO_ROWS = new LoadRequest(
            LABEL,
            "ods_shop",
            List.of("id", "name", "record_version"),
            "record_version",
            TextRows.of("{\"id\":1,\"name\":\"" + "n".repeat(100_000) + "\"}", "{\"id\":2}"));

    private ScriptedServer frontend;
    private ScriptedServer backend;
    private Exchange exchange;
    private StreamLoad load;

    @BeforeEach
    void start() throws IOException {
        backend = new ScriptedServer(request -> new Step.AfterBody(success(2)));
        frontend = new ScriptedServer(request -> ScriptedServer.redirect(backend.address() + request.path()));
        connect(List.of(frontend.address()));
    }

    @AfterEach
    void stop() throws IOException {
        exchange.close();
        frontend.close();
        backend.close();
    }

    @Test
    void theBodyGoesToTheBackendAloneAndCredentialsToBoth() {
        var outcome = load.load(TWO_ROWS);

        assertThat(outcome).isInstanceOfSatisfying(LoadOutcome.Committed.class, committed -> {
            assertThat(committed.rows()).isEqualTo(2);
            assertThat(committed.timings().total()).isEqualTo(Duration.ofMillis(212));
        });
        assertThat(frontend.received()).singleElement().satisfies(request -> {
            assertThat(request.bodyBytes()).isZero();
            assertThat(request.hasCredentials()).isTrue();
        });
        assertThat(backend.received()).singleElement().satisfies(request -> {
            assertThat(request.line()).isEqualTo("PUT /api/bi/ods_shop/_stream_load HTTP/1.1");
            assertThat(request.bodyBytes()).isEqualTo(TWO_ROWS.body().length());
            assertThat(request.hasCredentials()).isTrue();
            assertThat(request.headers())
                    .containsEntry("label", "lbl-1")
                    .containsEntry("format", "json")
                    .containsEntry("columns", "id,name,record_version")
                    .containsEntry("merge_condition", "record_version")
                    .containsEntry("strict_mode", "true")
                    .containsEntry("max_filter_ratio", "0")
                    .containsEntry("timezone", "Asia/Shanghai")
                    .containsEntry("timeout", "1")
                    .containsEntry(
                            "content-length", String.valueOf(TWO_ROWS.body().length()))
                    .doesNotContainKey("transfer-encoding")
                    .extractingByKey("expect")
                    .asString()
                    .isEqualToIgnoringCase("100-continue");
        });
    }

    @Test
    void aSlowFrontendNeverGetsTheBody() {
        frontend.script(request ->
                new Step.Slowly(Duration.ofMillis(3_500), ScriptedServer.redirect(backend.address() + request.path())));

        assertThat(load.load(TWO_ROWS)).isInstanceOf(LoadOutcome.Committed.class);
        assertThat(frontend.received()).extracting(Received::bodyBytes).containsExactly(0L);
    }

    @Test
    void aBackendThatRefusesEarlyGetsNoBody() {
        backend.script(request -> new Step.Final("200 OK", answer("Fail", "unknown table \"bi.ods_shop\"", 0)));

        assertThat(load.load(TWO_ROWS)).isInstanceOf(LoadOutcome.Misconfigured.class);
        assertThat(backend.received()).extracting(Received::bodyBytes).containsExactly(0L);
    }

    @Test
    void connectionsToTheBackendAreUsedAgain() {
        for (var i = 0; i < 3; i++) {
            assertThat(load.load(TWO_ROWS)).isInstanceOf(LoadOutcome.Committed.class);
        }
        assertThat(backend.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Fail    | too many filtered rows                                                     | Refused       | BI-SR-03
            Fail    | parse error. Failed to iterate document stream as object. error: x         | Refused       | BI-SR-03
            Fail    | Failed to load data into tablet 7, because of too many versions, current/limit: 1001/1000. | NotNow | BI-SR-08
            Fail    | current running txns on db 10 is 1000, larger than limit 1000              | NotNow        | BI-SR-09
            Fail    | Memory of process exceed limit. Mem usage has exceed the limit of BE       | NotNow        | BI-SR-09
            FAILED  | class com.starrocks.common.DdlException: No backend alive.                 | NotNow        | BI-SR-01
            FAILED  | class com.starrocks.common.DdlException: There is no 100-continue header   | Misconfigured | BI-SR-06
            Fail    | Access denied for user 'bi'@'%'.                                           | Misconfigured | BI-SR-04
            Fail    | no valid Basic authorization                                               | Misconfigured | BI-SR-04
            Fail    | unknown table "bi.ods_shop"                                                | Misconfigured | BI-SR-05
            Fail    | Column has no default value. column: x                                     | Misconfigured | BI-SR-05
            Fail    | Label format error. regex: x                                               | Misconfigured | BI-SR-06
            Fail    | FE RPC failure, address=TNetworkAddress(x), reason=timeout                 | Undecided     | BI-SR-02
            Fail    | Commit transaction fail cause x, Transaction status unknown, you can retry | Undecided     | BI-SR-02
            Fail    | Load label: {} begin transacton failed                                     | Undecided     | BI-SR-02
            Fail    | something nobody has seen before                                           | Undecided     | BI-SR-02
            OK      | OK                                                                         | Undecided     | BI-SR-02
            success | OK                                                                         | Undecided     | BI-SR-02
            """)
    void onlyAnAllowListOfStatusesIsSuccess(String status, String message, String outcome, String code) {
        backend.script(request -> new Step.AfterBody(answer(status, message, 2)));

        var actual = load.load(TWO_ROWS);

        assertThat(actual.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(actual.toString()).contains(code);
    }

    @Test
    void aPublishTimeoutIsDurable() {
        backend.script(request -> new Step.AfterBody(answer("Publish Timeout", "Publish timeout. The data will", 2)));

        assertThat(load.load(TWO_ROWS)).isInstanceOf(LoadOutcome.Committed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>502 Bad Gateway</html>", "{\"Status\":\"Success\"", "[]", "{}", "null"})
    void whatIsNoAnswerIsUndecided(String body) {
        backend.script(request -> new Step.AfterBody(body));

        assertThat(load.load(TWO_ROWS)).isInstanceOf(LoadOutcome.Undecided.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 Internal Server Error", "502 Bad Gateway", "404 Not Found"})
    void aSuccessInAnErrorIsUndecided(String status) {
        backend.script(request -> new Step.Final(status, success(2)));

        assertThat(load.load(TWO_ROWS)).isInstanceOf(LoadOutcome.Undecided.class);
    }

    @Test
    void anAnswerAboutAnotherLabelIsUndecided() {
        backend.script(request -> new Step.AfterBody(success(2).replace("lbl-1", "lbl-2")));

        assertThat(load.load(TWO_ROWS)).isInstanceOf(LoadOutcome.Undecided.class);
    }

    @Test
    void aSuccessWithFewerRowsIsReported() {
        backend.script(request -> new Step.AfterBody(success(1)));

        assertThat(load.load(TWO_ROWS))
                .isInstanceOfSatisfying(
                        LoadOutcome.Miscounted.class,
                        outcome -> assertThat(outcome.reason())
                                .startsWith("BI-SR-07")
                                .contains("1 rows of 2"));
    }

    @Test
    void aBackendThatClosesWithoutAnswerLeavesItUndecided() {
        backend.script(request -> new Step.Silence());

        assertThat(load.load(TWO_ROWS)).isInstanceOf(LoadOutcome.Undecided.class);
    }

    @Test
    void aBackendThatNeverAnswersEndsInTime() {
        backend.script(request -> new Step.Slowly(Duration.ofMinutes(5), new Step.Silence()));

        assertThat(load.load(TWO_ROWS)).isInstanceOf(LoadOutcome.Undecided.class);
    }

    @Test
    void aWrongPasswordIsMisconfigured() {
        frontend.script(request -> new Step.Final("401 Unauthorized", "{\"status\":\"FAILED\"}"));

        assertThat(load.load(TWO_ROWS))
                .isInstanceOfSatisfying(
                        LoadOutcome.Misconfigured.class,
                        outcome -> assertThat(outcome.reason()).startsWith("BI-SR-04"));
    }

    static Stream<String> labelInUse() {
        return Stream.of(
                "{\"Status\":\"Label Already Exists\",\"ExistingJobStatus\":\"FINISHED\",\"Message\":\"x\"}",
                "{\"Status\":\"Label Already Exists\",\"ExistingJobStatus\":\"RUNNING\",\"Message\":\"x\"}",
                "{\"Status\":\"Fail\",\"Message\":\"STREAM_LOAD_TASK:10123, label{lbl-1}, error_msg{cancel stream"
                        + " task for exception: Label [lbl-1] has already been used.}\"}");
    }

    @ParameterizedTest
    @MethodSource("labelInUse")
    void aLabelInUseIsDecidedByItsState(String answer) {
        backend.script(request -> new Step.Final("200 OK", answer));

        stateIs("VISIBLE");
        assertThat(load.load(TWO_ROWS)).isInstanceOf(LoadOutcome.Committed.class);
        stateIs("PREPARE");
        assertThat(load.load(TWO_ROWS)).isInstanceOf(LoadOutcome.Undecided.class);
        stateIs("ABORTED");
        assertThat(load.load(TWO_ROWS)).isInstanceOf(LoadOutcome.Undecided.class);
    }

    @Test
    void credentialsAreNotSentToAHostThatIsNotAllowed() throws IOException {
        try (var stranger = new ScriptedServer(request -> new Step.AfterBody(success(2)))) {
            frontend.script(request -> ScriptedServer.redirect(stranger.address() + request.path()));

            assertThat(load.load(TWO_ROWS))
                    .isInstanceOfSatisfying(
                            LoadOutcome.Misconfigured.class,
                            outcome -> assertThat(outcome.reason())
                                    .startsWith("BI-SR-10")
                                    .contains(stranger.hostAndPort()));
            assertThat(stranger.received()).isEmpty();
        }
    }

    @Test
    void theNextFrontendIsAskedWhenOneCannotBeReached() throws IOException {
        exchange.close();
        connect(List.of(URI.create("http://127.0.0.1:1"), frontend.address()));

        assertThat(load.load(TWO_ROWS)).isInstanceOf(LoadOutcome.Committed.class);
    }

    @Test
    void theNextFrontendIsAskedWhenOneKnowsNoBackend() throws IOException {
        try (var lonely =
                new ScriptedServer(request -> new Step.Final("200 OK", answer("FAILED", "x: No backend alive.", 0)))) {
            exchange.close();
            connect(List.of(lonely.address(), frontend.address()));

            assertThat(load.load(TWO_ROWS)).isInstanceOf(LoadOutcome.Committed.class);
        }
    }

    @Test
    void nobodyThereIsNotNow() throws IOException {
        exchange.close();
        connect(List.of(URI.create("http://127.0.0.1:1")));

        assertThat(load.load(TWO_ROWS))
                .isInstanceOfSatisfying(
                        LoadOutcome.NotNow.class,
                        outcome -> assertThat(outcome.reason()).startsWith("BI-SR-01"));
    }

    @Test
    void refusedRowsAreDescribedWithoutTheirValues() {
        backend.script(request -> request.path().contains("_load_error_log")
                ? new Step.AfterBody("""
                        Error: NULL value in non-nullable column 'name'. Row: [1, NULL, 'secret-4711']
                        Error: String 'secret-4711'(length=11) is too long. The max length of 'name' is 5. Row: [2]
                        Error: a new error about secret-4711. Row: [3, 'secret-4711']
                        """)
                : new Step.AfterBody(answer("Fail", "too many filtered rows", 0)
                        .replace(
                                "\"Message\"",
                                "\"ErrorURL\":\"" + backend.address() + "/api/_load_error_log?file=x\",\"Message\"")));

        assertThat(load.load(TWO_ROWS)).isInstanceOfSatisfying(LoadOutcome.Refused.class, refused -> {
            assertThat(refused.errorRows())
                    .isEqualTo("1 × NULL in column name, 1 × too long a text in column name, 1 × another error");
            assertThat(refused.toString()).doesNotContain("secret-4711");
        });
        assertThat(backend.received())
                .last()
                .satisfies(request -> assertThat(request.hasCredentials()).isFalse());
    }

    @Test
    void aMessageIsQuotedWithoutValuesOfARow() {
        backend.script(request -> new Step.AfterBody(
                answer("Fail", "odd thing 'O'Brien' in value: 张三 13812345678, Row: [secret-4711]", 0)));

        assertThat(load.load(TWO_ROWS).toString())
                .contains("odd thing")
                .doesNotContain("Brien")
                .doesNotContain("张")
                .doesNotContain("138123")
                .doesNotContain("secret");
    }

    @Test
    void theStateOfALabelIsAskedThroughRedirects() {
        backend.script(request -> new Step.AfterBody(state("ABORTED")));

        assertThat(load.state(LABEL)).isEqualTo(LabelState.ABORTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"FAILED\",\"code\":\"1\",\"msg\":\"unknown database, database=bi\"}",
                "{\"state\":\"SOMETHING\",\"status\":\"OK\"}",
                "<html></html>"
            })
    void aStateThatIsNotKnownIsNeverUnknown(String answer) {
        frontend.script(request -> new Step.AfterBody(answer));

        assertThatThrownBy(() -> load.state(LABEL)).isInstanceOf(StarRocksException.class);
    }

    @Test
    void csvIsSaidInHeadersAndNothingOfJsonIs() {
        load.load(new LoadRequest(
                LABEL,
                "ods_shop",
                List.of("id", "name"),
                "id",
                new LoadFormat.Csv("\u0001", "\n", '"'),
                TextRows.of("1\u0001one", "2\u0001two")));

        assertThat(backend.received())
                .singleElement()
                .satisfies(request -> assertThat(request.headers())
                        .containsEntry("format", "csv")
                        .containsEntry("column_separator", "\\x01")
                        .containsEntry("row_delimiter", "\\x0a")
                        .containsEntry("enclose", "\"")
                        .doesNotContainKey("ignore_json_size"));
    }

    @Test
    void aCancelNamesTableAndLabelAndFollowsRedirectsWithCredentials() {
        backend.script(request -> new Step.AfterBody("{\"status\":\"OK\",\"code\":\"0\"}"));

        load.cancel("ods_shop", LABEL);

        assertThat(backend.received()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/api/bi/ods_shop/_cancel?label=lbl-1");
            assertThat(request.hasCredentials()).isTrue();
        });
    }

    @Test
    void aCancelThatReachesNobodyIsAnError() throws IOException {
        frontend.close();

        assertThatThrownBy(() -> load.cancel("ods_shop", LABEL))
                .isInstanceOfSatisfying(
                        StarRocksException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNREACHABLE));
    }

    @Test
    void settingsDoNotShowThePassword() {
        assertThat(settings(List.of()).toString()).doesNotContain("pass-4711");
    }

    private void stateIs(String state) {
        frontend.script(request -> request.path().contains("get_load_state")
                ? new Step.AfterBody(state(state))
                : ScriptedServer.redirect(backend.address() + request.path()));
    }

    private void connect(List<URI> frontends) {
        var settings = settings(frontends);
        exchange = new Exchange(settings);
        load = new HttpStreamLoad(settings, exchange);
    }

    private StarRocksProperties settings(List<URI> frontends) {
        return new StarRocksProperties(
                frontends,
                List.of(backend.hostAndPort()),
                List.of(),
                "bi",
                "loader",
                "pass-4711",
                Duration.ofSeconds(1),
                Duration.ofSeconds(5));
    }

    private static String state(String state) {
        return "{\"state\":\"" + state + "\",\"reason\":\"\",\"status\":\"OK\",\"code\":\"0\",\"msg\":\"Success\"}";
    }

    private static String success(int rows) {
        return answer("Success", "OK", rows);
    }

    private static String answer(String status, String message, int rows) {
        return "{\"TxnId\":9,\"Label\":\"lbl-1\",\"Status\":\"" + status + "\",\"Message\":\""
                + message.replace("\"", "\\\"") + "\",\"NumberTotalRows\":2,\"NumberLoadedRows\":" + rows
                + ",\"NumberFilteredRows\":0,\"NumberUnselectedRows\":0,\"LoadTimeMs\":212}";
    }
}

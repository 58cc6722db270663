package io.bisync.starrocks.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.starrocks.GoldenAnswer;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.StreamLoad;
import io.bisync.starrocks.http.ScriptedServer.End;
import io.bisync.starrocks.http.ScriptedServer.Step;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirects that lead nowhere and answers that do not arrive whole, late, or never: rows S02 and S09 to S14. */
class BrokenAnswerTests {

    private static final LoadRequest TWO_ROWS = new LoadRequest(
            new LoadLabel(GoldenAnswer.LABEL),
            "ods_shop",
            List.of("id", "name"),
            "id",
            TextRows.of("{\"id\":1,\"name\":\"" + "n".repeat(1_000_000) + "\"}", "{\"id\":2}"));
    private static final LoadRequest TWO_SHORT_ROWS =
            new LoadRequest(TWO_ROWS.label(), "ods_shop", List.of("id"), "id", TextRows.of("{\"id\":1}", "{\"id\":2}"));

    private ScriptedServer frontend;
    private ScriptedServer backend;
    private Exchange exchange;
    private StreamLoad load;

    @BeforeEach
    void start() throws IOException {
        backend = new ScriptedServer(request -> new Step.AfterBody(GoldenAnswer.SUCCESS.text()));
        frontend = new ScriptedServer(request -> ScriptedServer.redirect(backend.address() + request.path()));
        connect(List.of(frontend.address()), List.of());
    }

    @AfterEach
    void stop() throws IOException {
        exchange.close();
        frontend.close();
        backend.close();
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void anAnswerCutAtAnyByteIsNeverASuccess(End end) {
        var whole = GoldenAnswer.SUCCESS.text();
        for (var bytes = 0; bytes < whole.length(); bytes++) {
            var step = new Step.Partly(whole, bytes, end);
            frontend.script(request -> step);

            assertThat(load.load(TWO_SHORT_ROWS)).as("after %d bytes", bytes).isInstanceOf(LoadOutcome.Undecided.class);
        }
    }

    @Test
    void anAnswerThatAProxyCutAtAnyByteIsNeverASuccess() {
        var whole = GoldenAnswer.SUCCESS.text();
        for (var bytes = 0; bytes < whole.length(); bytes++) {
            var cut = whole.substring(0, bytes);
            frontend.script(request -> new Step.AfterBody(cut));

            assertThat(load.load(TWO_SHORT_ROWS))
                    .isInstanceOf(LoadOutcome.Undecided.class)
                    .asString()
                    .contains("HTTP 200 with " + bytes + " characters is no answer");
        }
        frontend.script(request -> new Step.AfterBody(whole));
        assertThat(load.load(TWO_SHORT_ROWS)).isInstanceOf(LoadOutcome.Committed.class);
    }

    @Test
    void aShortBodyGoesToNobodyWhoDidNotAskForIt() {
        backend.script(request -> new Step.Final("200 OK", GoldenAnswer.LABEL_FINISHED.text()));

        load.load(TWO_SHORT_ROWS);

        assertThat(frontend.received())
                .filteredOn(request -> request.line().startsWith("PUT"))
                .extracting(Received::bodyBytes)
                .containsExactly(0L);
        assertThat(backend.received())
                .filteredOn(request -> request.line().startsWith("PUT"))
                .extracting(Received::bodyBytes)
                .containsExactly(0L);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 500_000})
    void aResetWithinTheBodyIsUndecided(long bytes) {
        backend.script(request -> new Step.ResetWithin(bytes));

        assertThat(load.load(TWO_ROWS)).isInstanceOf(LoadOutcome.Undecided.class);
    }

    @Test
    void aDrippingAnswerEndsInTime() {
        backend.script(request -> new Step.Forever(" ", Duration.ofMillis(200)));

        assertThat(load.load(TWO_ROWS)).isInstanceOf(LoadOutcome.Undecided.class);
    }

    @Test
    void anEndlessAnswerIsNotReadToItsEnd() {
        backend.script(request -> new Step.Forever(" ".repeat(64 * 1024), Duration.ZERO));

        assertThat(load.load(TWO_ROWS))
                .isInstanceOfSatisfying(
                        LoadOutcome.Undecided.class,
                        // By its length, not by its time: the connection was dropped and nothing more was read.
                        outcome -> assertThat(outcome.reason()).contains("65536 characters"));
    }

    @Test
    void connectionsOfAnswersThatWereNotReadAreGivenBack() {
        backend.script(request -> new Step.Forever(" ".repeat(64 * 1024), Duration.ZERO));
        // More than there are connections to one host.
        for (var i = 0; i < 70; i++) {
            assertThat(load.load(TWO_SHORT_ROWS).toString()).contains("65536 characters");
        }
        backend.script(request -> new Step.AfterBody(GoldenAnswer.SUCCESS.text()));

        assertThat(load.load(TWO_SHORT_ROWS)).isInstanceOf(LoadOutcome.Committed.class);
    }

    @Test
    void anEndlessErrorLogIsNotReadToItsEnd() {
        backend.script(request -> request.path().contains("_load_error_log")
                ? new Step.Forever(
                        "Error: NULL value in non-nullable column 'name'. Row: [1]\n".repeat(100), Duration.ZERO)
                : new Step.AfterBody(GoldenAnswer.FILTERED
                        .text()
                        .replace("http://172.17.0.5:8040", backend.address().toString())));

        assertThat(load.load(TWO_ROWS))
                .isInstanceOfSatisfying(
                        LoadOutcome.Refused.class,
                        refused -> assertThat(refused.errorRows()).isEqualTo("50 × NULL in column name"));
    }

    @Test
    void aRedirectThatGoesInCirclesEnds() {
        frontend.script(request -> ScriptedServer.redirect(frontend.address() + request.path()));

        assertThat(load.load(TWO_ROWS))
                .isInstanceOfSatisfying(
                        LoadOutcome.Misconfigured.class,
                        outcome -> assertThat(outcome.reason()).startsWith("BI-SR-10"));
        assertThat(frontend.received()).hasSize(4).allMatch(request -> request.bodyBytes() == 0);
    }

    @Test
    void aRedirectToNowhereIsUndecided() {
        frontend.script(request -> new Step.Final("307 Temporary Redirect", ""));

        assertThat(load.load(TWO_ROWS)).isInstanceOf(LoadOutcome.Undecided.class);
    }

    @Test
    void relativeAndRepeatedRedirectsAreFollowed() {
        var asked = new AtomicInteger();
        frontend.script(request ->
                ScriptedServer.redirect(asked.getAndIncrement() == 0 ? "/elsewhere" : backend.address() + "/once"));
        backend.script(request -> request.path().equals("/once")
                ? ScriptedServer.redirect("/twice")
                : new Step.AfterBody(GoldenAnswer.SUCCESS.text()));

        assertThat(load.load(TWO_ROWS)).isInstanceOf(LoadOutcome.Committed.class);
        assertThat(backend.received()).extracting(Received::path).containsExactlyInAnyOrder("/once", "/twice");
    }

    @Test
    void aBackendWithoutAReachableNameIsFoundByItsRewrite() throws IOException {
        exchange.close();
        connect(List.of(frontend.address()), List.of("be-0.internal:8040=" + backend.hostAndPort()));
        frontend.script(request -> ScriptedServer.redirect("http://be-0.internal:8040" + request.path()));
        backend.script(request -> request.path().contains("_load_error_log")
                ? new Step.AfterBody("Error: NULL value in non-nullable column 'name'. Row: [1]\n")
                : new Step.AfterBody(GoldenAnswer.FILTERED.text().replace("172.17.0.5", "be-0.internal")));

        assertThat(load.load(TWO_ROWS))
                .isInstanceOfSatisfying(
                        LoadOutcome.Refused.class,
                        refused -> assertThat(refused.errorRows()).isEqualTo("1 × NULL in column name"));
    }

    @Test
    void aRewriteLeadsNoFurtherThanTheAllowedHosts() throws IOException {
        try (var stranger = new ScriptedServer(request -> new Step.AfterBody(GoldenAnswer.SUCCESS.text()))) {
            exchange.close();
            connect(List.of(frontend.address()), List.of(backend.hostAndPort() + "=" + stranger.hostAndPort()));

            assertThat(load.load(TWO_ROWS)).isInstanceOf(LoadOutcome.Misconfigured.class);
            assertThat(stranger.received()).isEmpty();
        }
    }

    @Test
    void aConnectionThatTheBackendClosedMeanwhileIsNotUsed() {
        backend.script(request -> new Step.Final("200 OK", GoldenAnswer.SUCCESS.text()));

        assertThat(load.load(TWO_ROWS)).isInstanceOf(LoadOutcome.Committed.class);
        assertThat(load.load(TWO_ROWS)).isInstanceOf(LoadOutcome.Committed.class);
    }

    private void connect(List<URI> frontends, List<String> rewrites) {
        var settings = new StarRocksProperties(
                frontends,
                List.of(backend.hostAndPort()),
                rewrites,
                "bi",
                "loader",
                "pass",
                Duration.ofSeconds(1),
                Duration.ofSeconds(5));
        exchange = new Exchange(settings);
        load = new HttpStreamLoad(settings, exchange);
    }
}

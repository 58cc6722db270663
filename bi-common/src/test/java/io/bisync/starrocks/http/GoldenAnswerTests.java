package io.bisync.starrocks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.local.starrocks.GoldenAnswer;
import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.StarRocksException;
import io.bisync.starrocks.StreamLoad;
import io.bisync.starrocks.http.ScriptedServer.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the client makes of the golden answers, which the stand-in writes byte by byte. */
class GoldenAnswerTests {

    private ScriptedServer frontend;
    private Exchange exchange;
    private StreamLoad load;

    @BeforeEach
    void start() throws IOException {
        frontend = new ScriptedServer(request -> new Step.Silence());
        var settings = new StarRocksProperties(
                List.of(frontend.address()),
                List.of("be:8040"),
                List.of(),
                "bi",
                "loader",
                "pass",
                Duration.ofSeconds(30),
                Duration.ofSeconds(5));
        exchange = new Exchange(settings);
        load = new HttpStreamLoad(settings, exchange);
    }

    @AfterEach
    void stop() throws IOException {
        exchange.close();
        frontend.close();
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, STATE_UNKNOWN, Committed",
        "PUBLISH_TIMEOUT, STATE_UNKNOWN, Committed",
        "LABEL_FINISHED, STATE_VISIBLE, Committed",
        "LABEL_FINISHED, STATE_UNKNOWN, Undecided",
        "LABEL_RUNNING, STATE_VISIBLE, Committed",
        "LABEL_RUNNING, STATE_UNKNOWN_DATABASE, Undecided",
        "LABEL_AS_FAILURE, STATE_VISIBLE, Committed",
        "LABEL_AS_FAILURE, STATE_UNKNOWN, Undecided",
        "FILTERED, STATE_UNKNOWN, Refused",
        "FRONTEND_NO_BACKEND, STATE_UNKNOWN, NotNow",
        "FRONTEND_NO_EXPECTATION, STATE_UNKNOWN, Misconfigured",
        "DENIED, STATE_UNKNOWN, Misconfigured"
    })
    void toALoad(GoldenAnswer answer, GoldenAnswer state, String outcome) {
        frontend.script(request -> request.path().contains("get_load_state")
                ? new Step.AfterBody(state.text())
                : answer == GoldenAnswer.DENIED
                        ? new Step.Final("401 Unauthorized", answer.text())
                        : new Step.AfterBody(answer.text()));
        var label = answer.name().startsWith("LABEL") ? GoldenAnswer.USED_LABEL : GoldenAnswer.LABEL;

        assertThat(load.load(new LoadRequest(
                                new LoadLabel(label),
                                "ods_shop",
                                List.of("id"),
                                "id",
                                TextRows.of("{\"id\":1}", "{\"id\":2}")))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(outcome);
    }

    @Test
    void toAQuestionForAState() {
        assertThat(state(GoldenAnswer.STATE_VISIBLE)).isEqualTo(LabelState.VISIBLE);
        assertThat(state(GoldenAnswer.STATE_UNKNOWN)).isEqualTo(LabelState.UNKNOWN);
        assertThatThrownBy(() -> state(GoldenAnswer.STATE_UNKNOWN_DATABASE)).isInstanceOf(StarRocksException.class);
        assertThatThrownBy(() -> state(GoldenAnswer.DENIED)).isInstanceOf(StarRocksException.class);
    }

    private LabelState state(GoldenAnswer answer) {
        frontend.script(request -> new Step.AfterBody(answer.text()));
        return load.state(new LoadLabel(GoldenAnswer.LABEL));
    }
}

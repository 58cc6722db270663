package io.bisync.starrocks.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.StreamLoad;
import io.bisync.starrocks.http.InMemoryStreamLoad.Fault;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class InMemoryStreamLoadTests extends StreamLoadContract {

    private final InMemoryStreamLoad starrocks = new InMemoryStreamLoad();

    @BeforeEach
    void table() {
        starrocks.table(TABLE, "id");
    }

    @Test
    void aLoadThatRunsOnIsInWhenItEnds() {
        starrocks.next(Fault.UNDECIDED_AND_RUNNING);
        var request = new LoadRequest(
                label("running"),
                TABLE,
                List.of("id", "name", "record_version"),
                "record_version",
                TextRows.of("{\"id\":\"9\",\"name\":\"nine\",\"record_version\":1}"));

        assertThat(starrocks.load(request)).isInstanceOf(LoadOutcome.Undecided.class);
        assertThat(starrocks.state(request.label())).isEqualTo(LabelState.PREPARE);
        assertThat(name(9)).isNull();
        starrocks.finishRunning();
        assertThat(starrocks.state(request.label())).isEqualTo(LabelState.VISIBLE);
        assertThat(name(9)).isEqualTo("nine");
    }

    @Override
    StreamLoad streamLoad() {
        return starrocks;
    }

    @Override
    @Nullable String name(long id) {
        return starrocks.rows(TABLE).stream()
                .filter(row -> text(row, "id").equals(String.valueOf(id)))
                .map(row -> text(row, "name"))
                .findFirst()
                .orElse(null);
    }

    private static String text(Map<String, JsonNode> row, String column) {
        return Objects.requireNonNull(row.get(column)).asString();
    }

    @Override
    LoadLabel label(String suffix) {
        return new LoadLabel("memory-" + suffix);
    }
}

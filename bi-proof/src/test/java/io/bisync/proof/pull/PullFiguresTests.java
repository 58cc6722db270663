package io.bisync.proof.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.jushuitan.declaration.PulledEntity;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PullFiguresTests {

    private static final PullFigures FIGURES = new PullFigures(
            2,
            10,
            1_800,
            new PullFigures.Stretch(
                    60, 600, 0, 120, 1_200, 600, Map.of(PaceClass.ORDERS, 1.5, PaceClass.DOCUMENTS, 9.0)),
            new PullFigures.Stretch(
                    60, 1_710, 1_197, 240, 1_900, 950, Map.of(PaceClass.ORDERS, 1.9, PaceClass.DOCUMENTS, 12.0)));

    @Test
    void permitsWaitsAndCostsAreToldByWhatTheyAreMeasuredAgainst() {
        assertThat(FIGURES.text())
                .anySatisfy(
                        it -> assertThat(it).contains("10.0 questions/s", "2.0 requests/s", "3.0 ms CPU a question"))
                .anySatisfy(it -> assertThat(it).contains("95.0 % of 1800 permits a minute", "history 70.0 % of them"))
                .anySatisfy(it -> assertThat(it).contains("orders 1.50 paces of 1 s", "documents 1.50 paces of 6 s"));
    }

    @Test
    void aPaceThatWasNotWatchedForTwiceItsLengthIsNotJudged() {
        assertThat(FIGURES.text()).anySatisfy(it -> assertThat(it).contains("masters of 60 s: more than was watched"));
    }

    @Test
    void theFiguresAreReadAsTheyAreWritten() {
        var json = new JsonMapper();
        assertThat(json.readValue(json.writeValueAsBytes(FIGURES), PullFigures.class))
                .isEqualTo(FIGURES);
    }

    @Test
    void thereAre22EntitiesOfWhichEachBelongsToTheClassOfItsPace() {
        assertThat(Arrays.stream(PaceClass.values()).flatMap(it -> it.pulled().stream()))
                .hasSize(PaceClass.entities())
                .hasSize(22)
                .allMatch(it -> PaceClass.of(it.name()).pace().equals(it.pace()))
                .extracting(PulledEntity::name)
                .doesNotHaveDuplicates();
    }
}

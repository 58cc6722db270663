package io.bisync.proof.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class StartOutcomeTests {

    /** The second round was slow for all, the third for one form only. */
    @Test
    void aRatioIsTheMedianOfThoseOfTheRoundsSoThatABusyMachineMovesItLittle() {
        var outcome = new StartOutcome(List.of(
                start(Form.JAR, 1, 10, 20),
                start(Form.TRAINED, 1, 4, 6),
                start(Form.JAR, 2, 50, 40),
                start(Form.TRAINED, 2, 25, 16),
                start(Form.JAR, 3, 10, 20),
                start(Form.TRAINED, 3, 9, 7)));

        assertThat(outcome.ratio("bi-basic", Form.TRAINED, Form.JAR, Start::wallSeconds))
                .isEqualTo(0.5);
        assertThat(outcome.ratio("bi-basic", Form.TRAINED, Form.JAR, Start::cpuSeconds))
                .isEqualTo(0.35);
        assertThat(outcome.text()).last().asString().startsWith("bi-basic").endsWith("0.50, 0.35");
        assertThat(JsonMapper.shared().valueToTree(outcome.figures()).path("starts"))
                .hasSize(6);
    }

    private static Start start(Form form, int round, double wallSeconds, double cpuSeconds) {
        return new Start("bi-basic", form, round, wallSeconds, cpuSeconds);
    }
}

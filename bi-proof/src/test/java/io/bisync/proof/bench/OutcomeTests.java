package io.bisync.proof.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OutcomeTests {

    private static final Backlog.Contents BACKLOG = new Backlog.Contents(1, 1, 0, 100, 170_000, 1.4);

    @Test
    void theRatioIsThatOfTheMediansInCpuSeconds() {
        var outcome = outcome(
                run(Variant.CEILING, 6),
                run(Variant.PRODUCT, 10),
                run(Variant.CEILING, 60),
                run(Variant.PRODUCT, 11),
                run(Variant.CEILING, 5),
                run(Variant.PRODUCT, 12));

        JsonNode json = JsonMapper.shared().valueToTree(outcome.figures());

        assertThat(json.path("ratio").doubleValue()).isEqualTo(6.0 / 11);
        assertThat(json.path("runs")).hasSize(6);
        assertThat(outcome.text()).anyMatch(it -> it.contains("(a)/(b) in CPU-seconds:  0.545"));
    }

    @Test
    void withoutBothSidesThereIsNoRatio() {
        var outcome = outcome(run(Variant.CEILING, 6));

        assertThat(JsonMapper.shared().valueToTree(outcome.figures()).has("ratio"))
                .isFalse();
        assertThat(outcome.text()).noneMatch(it -> it.contains("ratio"));
    }

    private static Outcome outcome(Measured... runs) {
        return new Outcome(LoadCommandLine.settings(), BACKLOG, List.of(runs));
    }

    private static Measured run(Variant variant, double cpuSeconds) {
        return new Measured(variant.word(), 1_000_000, cpuSeconds, 10, 10, 20, 30, 40, 50, 60, 70, 80, 90, null);
    }
}

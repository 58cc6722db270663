package io.bisync.proof.history.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bisync.proof.history.bench.LimitsFigures.Lateness;
import io.bisync.proof.history.bench.LimitsFigures.Stretch;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsFiguresTests {

    private static final LimitsFigures FIGURES = new LimitsFigures(
            2,
            360,
            new Stretch(60, 100, 0, Map.of("7 order", new Lateness(2, 6), "7 sku", new Lateness(20, 40))),
            new Stretch(60, 350, 200, Map.of("7 order", new Lateness(3, 8), "7 sku", new Lateness(50, 60))));

    @Test
    void whatHistoryUsesIsMeasuredAgainstWhatLiveLeaves() {
        assertThat(FIGURES.share()).isCloseTo(200.0 / 210, within(1e-9));
        assertThat(FIGURES.text()).anySatisfy(it -> assertThat(it).contains("95.2 % of what live leaves"));
    }

    @Test
    void latenessIsMeasuredAgainstItsOwnWithoutHistoryWhereItWasWatchedForLongEnough() {
        assertThat(FIGURES.timesAsLate()).containsExactly(Map.entry("7 order", 1.5));
        assertThat(FIGURES.text())
                .anySatisfy(it -> assertThat(it).contains("1.50 times that without history"))
                .anySatisfy(it -> assertThat(it)
                        .contains("of account 7 3.0 s late in the mean and 8.0 at most, without history 2.0 and 6.0"));
    }
}

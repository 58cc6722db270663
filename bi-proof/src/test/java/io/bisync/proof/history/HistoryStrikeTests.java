package io.bisync.proof.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistoryStrikeTests {

    @Test
    void ofEachKindThereAreAsManyOrOneMoreAndASeedGivesTheSame() {
        List<HistoryStrike> strikes = HistoryStrike.some(60, new Random(3));

        assertThat(strikes).hasSize(60).isEqualTo(HistoryStrike.some(60, new Random(3)));
        assertThat(Arrays.stream(HistoryStrike.values()))
                .allSatisfy(kind ->
                        assertThat(strikes.stream().filter(kind::equals)).hasSizeBetween(5, 6));
    }
}

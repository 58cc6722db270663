package io.bisync.proof.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LiveRoundTests {

    @Test
    void aPercentileIsTheSmallestValueThatSoManyDoNotExceed() {
        var changes = LongStream.rangeClosed(1, 200)
                .mapToObj(it -> new Change(1_000, 1_000 + it, 1_000 + 10 * it))
                .toList();
        var round = new LiveRound(6, 10, 200, changes, 20, 50);

        assertThat(round.percentile(50, Change::untilKafka)).isEqualTo(100);
        assertThat(round.percentile(99, Change::untilKafka)).isEqualTo(198);
        assertThat(round.percentile(99, Change::untilRow)).isEqualTo(1_980);
        assertThat(round.text()).endsWith("2.00        2.5");
    }

    @Test
    void whereNothingArrivedThereIsNoFigure() {
        var round = new LiveRound(6, 10, 5, List.of(), 0, 0);

        assertThat(round.percentile(99, Change::untilRow)).isEqualTo(-1);
    }
}

package io.bisync.loading.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatermarkTests {

    private static final TopicPartition P0 = new TopicPartition("t", 0);
    private static final TopicPartition P1 = new TopicPartition("t", 1);

    private final Watermark mark = new Watermark();

    @Test
    void aTopicThatIsLoadedToItsEndIsDrainedNow() {
        assertThat(look(1, Map.of(P0, 5L), Map.of(P0, 5L))).isEqualTo(second(1));
    }

    @Test
    void aTopicThatNeverStandsStillIsDrainedUpToTheLastNoteThatLoadingHasPassed() {
        assertThat(look(1, Map.of(P0, 10L), Map.of(P0, 5L))).isNull();
        assertThat(look(2, Map.of(P0, 20L), Map.of(P0, 9L))).isNull();
        assertThat(look(3, Map.of(P0, 30L), Map.of(P0, 10L))).isEqualTo(second(1));
        assertThat(look(4, Map.of(P0, 40L), Map.of(P0, 29L))).isEqualTo(second(1));
        assertThat(look(5, Map.of(P0, 50L), Map.of(P0, 31L))).isEqualTo(second(3));
    }

    @Test
    void onePartitionBehindHoldsAllBack() {
        look(1, Map.of(P0, 10L, P1, 10L), Map.of(P0, 5L, P1, 5L));

        assertThat(look(2, Map.of(P0, 11L, P1, 11L), Map.of(P0, 10L, P1, 9L))).isNull();
    }

    @Test
    void anotherSetOfPartitionsStartsAnew() {
        look(1, Map.of(P0, 10L), Map.of(P0, 10L));

        assertThat(look(2, Map.of(P0, 11L, P1, 7L), Map.of(P0, 10L, P1, 0L))).isNull();
    }

    private @Nullable Instant look(int second, Map<TopicPartition, Long> ends, Map<TopicPartition, Long> loaded) {
        return mark.look(second(second), ends, (partition, end) -> end <= loaded.getOrDefault(partition, 0L));
    }

    private static Instant second(int second) {
        return Instant.ofEpochSecond(second);
    }
}

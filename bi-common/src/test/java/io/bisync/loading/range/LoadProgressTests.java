package io.bisync.loading.range;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.StatusReport.Loaded;
import io.bisync.loading.Failure;
import io.bisync.loading.FailureKind;
import io.bisync.loading.partition.PartitionStatus;
import io.bisync.loading.range.RangeCounts.AccountCount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoadProgressTests {

    private static final Instant T1 = Instant.ofEpochSecond(1);
    private static final Instant T2 = Instant.ofEpochSecond(2);

    private final LoadProgress progress = new LoadProgress(Map.of("live", "order", "live.history", "order"));

    @Test
    void rangesAddUpByAccountAndEntityOverLiveAndHistory() {
        finished("live", null, new AccountCount(3, 1, T2), T1);
        finished("live.history", null, new AccountCount(4, 0, T1), T2);
        assertThat(progress.loaded()).containsExactly(new Loaded("7", "order", 7, 1, T2, T2));
    }

    @Test
    void aFailedRangeCountsNothing() {
        finished("live", new Failure(FailureKind.NOT_NOW, "busy"), new AccountCount(3, 1, T2), T1);
        assertThat(progress.loaded()).isEmpty();
    }

    @Test
    void setAsideAloneIsNotLoaded() {
        finished("live", null, new AccountCount(0, 1, null), T1);
        assertThat(progress.loaded()).containsExactly(new Loaded("7", "order", 0, 1, null, null));
    }

    @Test
    void aPartitionIsBehindByWhatIsNotCommittedAndMarkersThatWerePassedDoNotCount() {
        assertThat(status(10, 12).behind(12)).isZero();
        assertThat(status(10, -1).behind(12)).isEqualTo(2);
        assertThat(status(-1, -1).behind(12)).isPositive();
    }

    @Test
    void nothingIsLoadedForCertainWhileTheCommittedOffsetHasToBeReadAgain() {
        assertThat(status(10, 12).isLoaded(12)).isTrue();
        assertThat(status(12, -1).isLoaded(12)).isFalse();
        assertThat(status(10, 10).isLoaded(12)).isFalse();
    }

    @Test
    void lagIsKnownOnceEndAndCommittedOffsetAre() {
        assertThat(status(10, -1).withEnd(12L).lag()).isEqualTo(2);
        assertThat(status(10, -1).withEnd(null).lag()).isNull();
        assertThat(status(-1, -1).withEnd(12L).lag()).isNull();
    }

    private void finished(String topic, @Nullable Failure failure, AccountCount count, Instant at) {
        var range = Ranges.fresh(new TopicPartition(topic, 0), "id", 0, 0, 1);
        var counts = new RangeCounts(1, 0, Map.of(), 0, 0, 0, Map.of(), Map.of(), List.of(), Map.of("7", count));
        progress.finished(
                new RangeResult(range, failure, null, AbortedLoads.NONE, Rejections.NOTHING, counts, null, null), at);
    }

    private static PartitionStatus status(long committed, long position) {
        return new PartitionStatus(
                "t",
                0,
                PartitionStatus.State.READY,
                committed,
                -1,
                position,
                0,
                null,
                null,
                null,
                Duration.ZERO,
                null,
                0,
                null);
    }
}

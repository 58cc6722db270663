package io.bisync.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What claims of stretches promise beside {@link LedgerContract}, whoever keeps the ledger. */
public abstract class StretchContract extends LedgerStage {

    protected static final String SOURCE = "leke";
    protected static final String TOPIC = "leke.stretched.change.v1";

    /** Each of the two partitions of the topic has so many records. */
    protected static final int RECORDS = 3;

    protected StretchContract() {
        super(SOURCE);
    }

    /** Begins a replay of all records of these partitions, a stretch of each, and returns its number. */
    protected abstract long begin(List<Integer> partitions);

    @Test
    void aStretchIsClaimedAsItWasPlanned() {
        replay(1);
        var slice = only(claim("a"));
        assertThat(slice.kind()).isEqualTo(SliceKind.REPLAY);
        assertThat(slice.window()).isNull();
        assertThat(slice.progress()).isEqualTo(SliceProgress.NONE);
        var stretch = slice.theStretch();
        assertThat(List.of(stretch.topic(), stretch.partition(), stretch.from(), stretch.to()))
                .containsExactly(TOPIC, 1, 0L, (long) RECORDS);
        assertThat(stretch.topicId()).isNotEmpty();
    }

    @Test
    void ofAPartitionOneStretchRunsAtATimeTheOlderRunFirstAndOtherPartitionsBesideIt() {
        long first = replay(0, 1);
        long second = replay(0, 1);
        var claimed = claim("a");
        assertThat(claimed)
                .extracting(Slice::run, StretchContract::partition)
                .containsExactlyInAnyOrder(tuple(first, 0), tuple(first, 1));
        assertThat(claim("b")).as("their partitions are taken").isEmpty();

        var next = claim(
                "a",
                told(ofPartition(0, claimed), SliceState.COMPLETE),
                told(ofPartition(1, claimed), SliceState.RUNNING));
        assertThat(next)
                .extracting(Slice::run, StretchContract::partition)
                .containsExactlyInAnyOrder(tuple(second, 0), tuple(first, 1));
    }

    @Test
    void whatIsSentLeavesItsPartitionToTheNextAndIsWatched() {
        long first = replay(0);
        long second = replay(0);
        var both = claim("a", told(only(claim("a")), SliceState.SENT, progress(null, RECORDS)));
        assertThat(both)
                .extracting(Slice::run, Slice::state)
                .containsExactlyInAnyOrder(tuple(first, SliceState.SENT), tuple(second, SliceState.RUNNING));
    }

    @Test
    void whoeverTakesAStretchOverGoesOnAtTheOffsetWhereItStoodAndWhoHadItChangesNothing() {
        long run = replay(0);
        var first = only(claim("a"));
        claim("a", told(first, SliceState.RUNNING, progress("1", 1)));
        clock().advance(TTL.plusSeconds(1));

        var second = only(claim("b"));
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThat(second.tries()).isEqualTo(1);
        assertThat(second.progress()).isEqualTo(progress("1", 1));
        assertThat(second.theStretch()).isEqualTo(first.theStretch());

        for (var state : List.of(SliceState.RUNNING, SliceState.COMPLETE, SliceState.FAILED)) {
            assertThat(claim("a", told(first, state, progress("3", 3)))).isEmpty();
        }
        assertThat(only(claim("b"))).isEqualTo(second);
        assertThat(status(run).rows()).isEqualTo(1);
    }

    @Test
    void aStretchThatFailedStopsNoOtherAndGoesOnWhereItStoodWhenItIsTriedAgain() {
        long run = replay(0, 1);
        var claimed = claim("a");
        var failing = ofPartition(0, claimed);
        var other = ofPartition(1, claimed);
        assertThat(claim("a", failed(failing, progress("2", 2)), told(other, SliceState.RUNNING)))
                .extracting(Slice::id)
                .containsExactly(other.id());
        assertThat(claim("a", told(other, SliceState.COMPLETE, progress(null, RECORDS))))
                .isEmpty();
        assertThat(status(run).state()).isEqualTo(RunStatus.State.FAILED);

        signal(run, RunSignal.AGAIN);
        var again = only(claim("a"));
        assertThat(again.id()).isEqualTo(failing.id());
        assertThat(again.fence()).isGreaterThan(failing.fence());
        assertThat(again.progress()).isEqualTo(progress("2", 2));
        assertThat(again.theStretch()).isEqualTo(failing.theStretch());
        assertThat(claim("a", told(again, SliceState.COMPLETE, progress(null, RECORDS))))
                .isEmpty();
        assertThat(status(run).state()).isEqualTo(RunStatus.State.COMPLETE);
    }

    @Test
    void aPauseHoldsForAllStretchesOfItsPartitionAndForNoOthers() {
        replay(0, 1);
        replay(0);
        var claimed = claim("a");
        var resting = ofPartition(0, claimed);
        var other = ofPartition(1, claimed);
        assertThat(claim("a", waiting(resting, Duration.ofHours(2)), told(other, SliceState.RUNNING)))
                .extracting(Slice::id)
                .containsExactly(other.id());

        clock().advance(Duration.ofHours(2).minusSeconds(1));
        assertThat(claim("a", told(other, SliceState.RUNNING)))
                .extracting(Slice::id)
                .containsExactly(other.id());
        clock().advance(Duration.ofSeconds(1));
        assertThat(claim("a", told(other, SliceState.RUNNING)))
                .extracting(Slice::id)
                .containsExactlyInAnyOrder(other.id(), resting.id());
    }

    private long replay(Integer... partitions) {
        return begun(begin(Arrays.asList(partitions)));
    }

    private List<Slice> claim(String holder, SliceReport... held) {
        return claim(holder, 5, held);
    }

    private static int partition(Slice slice) {
        return slice.theStretch().partition();
    }

    private static Slice ofPartition(int partition, List<Slice> slices) {
        return only(slices.stream().filter(it -> partition(it) == partition).toList());
    }

    /** The cursor of a stretch is the next offset; nobody waits for its end to be loaded here. */
    private static SliceProgress progress(@Nullable String next, long rows) {
        return new SliceProgress(next, rows, RECORDS, 0, rows * 10, List.of(), List.of());
    }

    private static SliceReport failed(Slice slice, SliceProgress progress) {
        return new SliceReport(slice.id(), slice.fence(), SliceState.FAILED, progress, "BI-RUN-06", "in words", null);
    }
}

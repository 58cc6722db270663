package io.bisync.lane;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.lane.LaneSchedule.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LaneScheduleTests {

    private static final TopicPartition PARTITION = new TopicPartition("parcels", 0);
    private static final Claim CLAIM = new Claim("a", PARTITION);

    private final LaneSchedule schedule = new LaneSchedule(2, 4);

    @Test
    void theNextRecordOfAKeyIsBegunWhenTheOneBeforeIsFinished() {
        add(CLAIM, 0, "k", "k", "other");

        var first = start();
        assertThat(offsets(start())).containsExactly(2L);
        assertThat(start()).isEmpty();

        schedule.finished(first.getFirst());
        assertThat(offsets(start())).containsExactly(1L);
    }

    @Test
    void aRecordThatWaitsForItsRetryHoldsItsKeyAndNoWorker() {
        add(CLAIM, 0, "a", "a", "b", "c");
        var a = start().getFirst();
        start();

        assertThat(schedule.postponed(a)).isTrue();
        assertThat(offsets(start())).containsExactly(3L);
        assertThat(start()).isEmpty();

        schedule.resumed(a);
        assertThat(start()).isEmpty();
    }

    @Test
    void whatIsFinishedBehindAnUnfinishedRecordIsNotCommitted() {
        add(CLAIM, 10, "a", "b", "c");
        var a = start().getFirst();
        var b = start().getFirst();

        schedule.finished(b);
        assertThat(schedule.prefix(CLAIM)).isEqualTo(10);

        schedule.finished(a);
        assertThat(schedule.prefix(CLAIM)).isEqualTo(12);

        schedule.finished(start().getFirst());
        assertThat(schedule.prefix(CLAIM)).isEqualTo(13);
    }

    @Test
    void aPartitionIsFullByWhatLiesBehindItsOldestUnfinishedRecord() {
        add(CLAIM, 0, "a", "b", "c", "d");
        assertThat(schedule.isFull(CLAIM)).isTrue();
        var a = start().getFirst();
        schedule.finished(start().getFirst());
        assertThat(schedule.isFull(CLAIM)).isTrue();

        schedule.finished(a);
        assertThat(schedule.isFull(CLAIM)).isFalse();
    }

    @Test
    void recordsWithoutAKeyWaitForNobody() {
        add(CLAIM, 0, null, null);

        start();
        assertThat(offsets(start())).containsExactly(1L);
    }

    @Test
    void whatIsStillAtWorkWhenItsPartitionLeavesIsWaitedForByItsKeyWhenThePartitionComesBack() {
        add(CLAIM, 0, "a", "a", "b");
        var a = start().getFirst();
        schedule.leave(CLAIM);
        assertThat(schedule.atWork(CLAIM)).isOne();
        assertThat(schedule.forget(CLAIM)).isOne();

        var back = new Claim("a again", PARTITION);
        add(back, 0, "a", "a", "b");
        assertThat(offsets(start())).containsExactly(2L);
        assertThat(start()).isEmpty();

        schedule.finished(a);
        assertThat(offsets(start())).containsExactly(0L);
        assertThat(schedule.prefix(back)).isZero();
    }

    @Test
    void anOwnerThatDoesNotYetKnowOfItsLossTakesNothingFromTheNext() {
        add(CLAIM, 0, "a");
        var next = new Claim("b", PARTITION);
        add(next, 0, "a");

        schedule.leave(CLAIM);
        schedule.forget(CLAIM);

        var begun = start();
        assertThat(begun)
                .singleElement()
                .satisfies(it -> assertThat(it.window().prefix()).isZero());
        schedule.finished(begun.getFirst());
        assertThat(schedule.prefix(next)).isOne();
    }

    private void add(Claim claim, long from, @Nullable String... keys) {
        schedule.add(
                claim,
                IntStream.range(0, keys.length)
                        .mapToObj(i -> new ConsumerRecord<>(
                                PARTITION.topic(),
                                PARTITION.partition(),
                                from + i,
                                keys[i] == null ? null : keys[i].getBytes(UTF_8),
                                new byte[0]))
                        .toList());
    }

    /** The next one, or none. */
    private List<Entry> start() {
        var next = new ArrayList<Entry>();
        var entry = schedule.next();
        if (entry != null) {
            next.add(entry);
        }
        return next;
    }

    private static List<Long> offsets(List<Entry> entries) {
        return entries.stream().map(Entry::offset).toList();
    }
}

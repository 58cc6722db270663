package io.bisync.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.lane.LaneSchedule.Claim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Whatever ends, fails, comes and goes in whatever order: the rules of lanes hold at every step, and everything ends. */
class LaneSchedulePropertyTests {

    private static final List<TopicPartition> PARTITIONS =
            List.of(new TopicPartition("t", 0), new TopicPartition("t", 1));
    private static final int RECORDS = 40;
    private static final int BOUND = 12;

    @Property(tries = 500)
    void everyKeyIsInOrderAndOnlyWhatIsFinishedIsCommitted(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int workers,
            @ForAll @IntRange(min = 1, max = 6) int keys) {
        var play = new Play(new Random(seed), workers, keys);
        for (var step = 0; step < 600; step++) {
            play.step();
        }
        play.end();
    }

    /** Two partitions with a log each, their owners, and whoever works. */
    private static final class Play {

        private final Random random;
        private final int workers;
        private final int keys;
        private final LaneSchedule schedule;
        private final Map<TopicPartition, Object> owners = new HashMap<>();
        private final Map<TopicPartition, Long> positions = new HashMap<>();
        private final Map<TopicPartition, Long> committed = new HashMap<>();
        private final Set<Claim> lostUnheard = new HashSet<>();
        private final List<Entry> atWork = new ArrayList<>();
        private final List<Entry> waiting = new ArrayList<>();
        private final Map<TopicPartition, Set<Long>> finished = new HashMap<>();

        Play(Random random, int workers, int keys) {
            this.random = random;
            this.workers = workers;
            this.keys = keys;
            this.schedule = new LaneSchedule(workers, BOUND);
            for (var partition : PARTITIONS) {
                finished.put(partition, new HashSet<>());
                committed.put(partition, 0L);
                own(partition);
            }
        }

        void step() {
            var partition = PARTITIONS.get(random.nextInt(PARTITIONS.size()));
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> poll(partition);
                case 3, 4, 5 -> start();
                case 6, 7 -> finish();
                case 8 -> postpone();
                case 9 -> resume();
                case 10 -> commit(partition);
                default -> move(partition);
            }
        }

        /** Nobody comes or goes any more: all that is in the logs is worked on. */
        void end() {
            List.copyOf(lostUnheard).forEach(this::forget);
            for (var rounds = 0; rounds < 10 * RECORDS; rounds++) {
                PARTITIONS.forEach(this::poll);
                start();
                finish();
                resume();
            }
            while (!atWork.isEmpty() || !waiting.isEmpty()) {
                start();
                finish();
                resume();
            }
            for (var partition : PARTITIONS) {
                commit(partition);
                assertThat(committed).containsEntry(partition, (long) RECORDS);
            }
            assertThat(schedule.atWork()).isZero();
        }

        private void poll(TopicPartition partition) {
            var claim = claim(partition);
            if (schedule.isFull(claim)) {
                return;
            }
            var from = Objects.requireNonNull(positions.get(partition)).longValue();
            var to = Math.min(RECORDS, from + 1 + random.nextInt(5));
            if (from < to) {
                schedule.add(
                        claim,
                        LongStream.range(from, to)
                                .mapToObj(offset -> record(partition, offset))
                                .toList());
                positions.put(partition, to);
            }
        }

        private void start() {
            for (var entry = schedule.next(); entry != null; entry = schedule.next()) {
                var record = entry.record();
                var partition = new TopicPartition(record.topic(), record.partition());
                assertThat(atWork)
                        .noneMatch(it -> it.record().partition() == record.partition()
                                && key(it.offset()).equals(key(record.offset())));
                for (var earlier = 0L; earlier < record.offset(); earlier++) {
                    if (key(earlier).equals(key(record.offset()))) {
                        assertThat(finishedOf(partition)).contains(earlier);
                    }
                }
                atWork.add(entry);
                assertThat(atWork).hasSizeLessThanOrEqualTo(workers);
            }
        }

        private void finish() {
            if (!atWork.isEmpty()) {
                var entry = atWork.remove(random.nextInt(atWork.size()));
                finishedOf(PARTITIONS.get(entry.record().partition())).add(entry.offset());
                schedule.finished(entry);
            }
        }

        private void postpone() {
            if (!atWork.isEmpty()) {
                var entry = atWork.remove(random.nextInt(atWork.size()));
                if (schedule.postponed(entry)) {
                    waiting.add(entry);
                }
            }
        }

        private void resume() {
            if (!waiting.isEmpty()) {
                schedule.resumed(waiting.remove(random.nextInt(waiting.size())));
            }
        }

        private void commit(TopicPartition partition) {
            var prefix = schedule.prefix(claim(partition));
            if (prefix != null) {
                for (var offset = 0L; offset < prefix; offset++) {
                    assertThat(finishedOf(partition)).contains(offset);
                }
                committed.merge(partition, prefix, Math::max);
            }
        }

        /** The partition goes to another owner: drained or not, heard of in time or later. */
        private void move(TopicPartition partition) {
            var before = claim(partition);
            if (random.nextBoolean()) {
                schedule.leave(before);
                if (random.nextBoolean()) {
                    commit(partition);
                }
                schedule.forget(before);
            } else {
                lostUnheard.add(before);
            }
            own(partition);
            if (random.nextBoolean()) {
                List.copyOf(lostUnheard).forEach(this::forget);
            }
        }

        private void forget(Claim claim) {
            schedule.leave(claim);
            schedule.forget(claim);
            lostUnheard.remove(claim);
        }

        private void own(TopicPartition partition) {
            owners.put(partition, new Object());
            positions.put(partition, Objects.requireNonNull(committed.get(partition)));
        }

        private Set<Long> finishedOf(TopicPartition partition) {
            return Objects.requireNonNull(finished.get(partition));
        }

        private Claim claim(TopicPartition partition) {
            return new Claim(Objects.requireNonNull(owners.get(partition)), partition);
        }

        private String key(long offset) {
            return "k" + offset * 7 % keys;
        }

        private ConsumerRecord<String, String> record(TopicPartition partition, long offset) {
            return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, key(offset), "");
        }
    }
}

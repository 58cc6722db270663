package io.bisync.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.util.backoff.FixedBackOff;

/** What the listener says to its consumer. */
class LaneListenerTests {

    private static final TopicPartition PARTITION = new TopicPartition("parcels", 0);

    private final Answering consumer = new Answering();
    private final LaneListener listener = new LaneListener("parcels", workers());

    @Test
    void aCommitThatMayHaveHappenedIsSaidAgainBeforeTheNextPollAndOnlyThen() {
        consumer.assign(List.of(PARTITION));
        consumer.seek(PARTITION, 1);
        listener.onMessage(List.of(new ConsumerRecord<>("parcels", 0, 0, new byte[0], new byte[0])), consumer);

        consumer.answers = false;
        listener.setupThreadState(consumer);
        assertThat(consumer.said).containsExactly(1L);

        consumer.answers = true;
        listener.setupThreadState(consumer);
        listener.setupThreadState(consumer);
        assertThat(consumer.said).containsExactly(1L, 1L);
        assertThat(consumer.committed(Set.of(PARTITION))).containsEntry(PARTITION, new OffsetAndMetadata(1));
    }

    private static LaneWorkers workers() {
        return new LaneWorkers(
                new LaneSettings(1, 10, Duration.ofNanos(1)),
                new LaneWorkers.Handler() {
                    @Override
                    public void handle(ConsumerRecord<?, ?> record) {}

                    @Override
                    public void setAside(ConsumerRecord<?, ?> record, Exception why) {}
                },
                new LaneFailures(new FixedBackOff(0, 0), Duration.ofSeconds(1)),
                Runnable::run,
                (_, task) -> task.run(),
                new LaneMeters(new SimpleMeterRegistry(), "parcels"),
                InstantSource.system());
    }

    /** A consumer whose broker takes every commit, and does not always say so. */
    private static final class Answering extends MockConsumer<byte[], byte[]> {

        private final List<Long> said = new ArrayList<>();
        private boolean answers = true;

        Answering() {
            super(AutoOffsetResetStrategy.EARLIEST.name());
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            offsets.values().forEach(it -> said.add(it.offset()));
            super.commitSync(offsets, timeout);
            if (!answers) {
                throw new TimeoutException("no answer");
            }
        }
    }
}

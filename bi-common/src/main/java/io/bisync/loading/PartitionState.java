package io.bisync.loading;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What a {@link Loader} knows of one partition; only the consumer's thread touches it. */
final class PartitionState {

    enum Phase {
        /** Goes by nothing: the committed offset is read again before anything else. */
        FORGOTTEN,
        READY,
        RECOVERING,
        LOADING
    }

    final TopicPartition partition;
    Phase phase = Phase.FORGOTTEN;
    String topicId = "";
    int epoch;
    int asideRun;
    /** The committed offset, once it is known. */
    long committed = -1;
    /** The end of the open intent while recovering or loading. */
    long to = -1;
    /** Everything below is loaded, also where markers stand behind the last record; -1 while that is not known. */
    long position = -1;
    /** Records of an intended range, as they come. */
    List<ConsumerRecord<byte[], byte[]>> collected = new ArrayList<>();

    Instant restsUntil = Instant.MIN;
    int failures;

    @Nullable Trouble trouble;

    @Nullable String lastLabel;

    @Nullable String lastOutcome;
    /** Records below this offset have been counted as received. */
    long countedTo;
    /** Of those, the ones that are not committed. */
    long waiting;

    PartitionState(TopicPartition partition) {
        this.partition = partition;
    }

    void ready(String topicId, long committed, int asideRun) {
        phase = Phase.READY;
        this.topicId = topicId;
        this.committed = committed;
        this.asideRun = asideRun;
        to = -1;
        position = -1;
        collected = new ArrayList<>();
    }

    void recovering(CommitNote note, long committed, long to) {
        ready(note.topicId(), committed, note.asideRun());
        phase = Phase.RECOVERING;
        epoch = note.epoch();
        this.to = to;
    }

    void forgotten() {
        phase = Phase.FORGOTTEN;
        committed = -1;
        to = -1;
        position = -1;
        collected = new ArrayList<>();
    }

    boolean rests(Instant now) {
        return now.isBefore(restsUntil);
    }

    PartitionStatus status(Instant now, long lag) {
        return new PartitionStatus(
                partition.topic(),
                partition.partition(),
                state(now),
                committed,
                to,
                position,
                waiting,
                lag,
                lastLabel,
                lastOutcome,
                rests(now) ? restsUntil : null,
                failures,
                phase == Phase.READY && waiting == 0 ? null : trouble);
    }

    private PartitionStatus.State state(Instant now) {
        return switch (phase) {
            case FORGOTTEN ->
                trouble != null && trouble.kind().pace() == TroubleKind.Pace.STOPPED
                        ? PartitionStatus.State.STOPPED
                        : PartitionStatus.State.RESTING;
            case READY -> rests(now) ? PartitionStatus.State.LINGERING : PartitionStatus.State.READY;
            case RECOVERING -> PartitionStatus.State.RECOVERING;
            case LOADING -> PartitionStatus.State.LOADING;
        };
    }
}

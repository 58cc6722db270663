package io.bisync.loading;

import io.bisync.loading.OffsetMetadata.Intent;
import io.bisync.loading.Offsets.Committed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What a {@link PartitionCoordinator} knows of one partition; only the consumer's thread touches it. */
final class PartitionState {

    enum Phase {
        /** Goes by nothing: the committed offset is read again before anything else. */
        FORGOTTEN,
        READY,
        RECOVERING,
        LOADING
    }

    private static final int LONGEST_STRETCH = 16;
    private static final int CALM_ROUNDS = 10;

    final TopicPartition partition;
    Phase phase = Phase.FORGOTTEN;
    String topicId = "";
    int epoch;
    Rejections rejections = Rejections.NOTHING;
    /** The committed offset, once it is known. */
    long committed = -1;
    /** The same as it was last seen, for people: it stays while the offset has to be read again. */
    private long lastCommitted = -1;
    /** The end of the open intent while recovering or loading. */
    long to = -1;
    /** Everything below is loaded, also where markers stand behind the last record; -1 while that is not known. */
    long position = -1;
    /** Records of an intended range, as they come. */
    List<ConsumerRecord<byte[], byte[]>> collected = new ArrayList<>();

    /** The intent that is recovered, or null. */
    @Nullable Intent found;

    /** What StarRocks refused of the open intent while this member held the partition. */
    AbortedLoads abortedLoads = AbortedLoads.NONE;

    /** A fresh range that is still gathered over several polls, or null. */
    Prepared.@Nullable Ready open;

    Instant openSince = Instant.MIN;

    /** When the rest after a small round began, or null: it ends a linger later, whatever the linger is by then. */
    private @Nullable Instant lingersSince;

    private Instant restsUntil = Instant.MIN;
    int failures;

    @Nullable Failure failure;

    @Nullable String lastLabel;

    @Nullable String lastOutcome;
    /** Records below this offset have been counted as received. */
    long countedTo;
    /** Of those, the ones that are not committed. */
    long waiting;

    /** A loaded range whose closing commit may have happened or not, or null. */
    @Nullable RangeResult unconfirmed;

    /** So many lingers are one, while loads are too frequent. */
    private int stretch = 1;

    private int calm;

    PartitionState(TopicPartition partition) {
        this.partition = partition;
    }

    void ready(String topicId, long committed, Rejections rejections) {
        phase = Phase.READY;
        this.topicId = topicId;
        this.committed = committed;
        lastCommitted = committed;
        this.rejections = rejections;
        withoutRange();
    }

    void recovering(OffsetMetadata note, Committed committed, Intent intent) {
        var seen = abortedLoads.under(committed);
        ready(note.topicId(), committed.offset(), note.rejections());
        abortedLoads = seen;
        phase = Phase.RECOVERING;
        epoch = note.epoch();
        to = intent.to();
        found = intent;
    }

    void forgotten() {
        phase = Phase.FORGOTTEN;
        committed = -1;
        withoutRange();
    }

    private void withoutRange() {
        to = -1;
        position = -1;
        found = null;
        abortedLoads = AbortedLoads.NONE;
        open = null;
        collected = new ArrayList<>();
    }

    /** How long it rests after a small round. */
    Duration linger(LoadingRules rules) {
        return rules.linger(partition.topic()).multipliedBy(stretch);
    }

    /** Loads come too often for StarRocks: fewer and larger ones from now on. */
    void busier() {
        stretch = Math.min(LONGEST_STRETCH, stretch * 2);
        calm = 0;
    }

    /** A round was loaded; after some of them in a row the linger shrinks again. */
    void calmer() {
        calm++;
        if (calm >= CALM_ROUNDS && stretch > 1) {
            stretch /= 2;
            calm = 0;
        }
    }

    /** A small round was loaded. */
    void lingers(Instant since) {
        lingersSince = since;
    }

    /** Something has to pass first. */
    void restsUntil(Instant end) {
        lingersSince = null;
        restsUntil = end;
    }

    void restsNoMore() {
        restsUntil(Instant.MIN);
    }

    boolean rests(Instant now, LoadingRules rules) {
        return now.isBefore(restEnds(rules));
    }

    private Instant restEnds(LoadingRules rules) {
        return lingersSince == null ? restsUntil : lingersSince.plus(linger(rules));
    }

    PartitionStatus status(Instant now, LoadingRules rules) {
        return new PartitionStatus(
                partition.topic(),
                partition.partition(),
                state(now, rules),
                lastCommitted,
                to,
                position,
                waiting,
                null,
                lastLabel,
                lastOutcome,
                linger(rules),
                rests(now, rules) ? restEnds(rules) : null,
                failures,
                phase == Phase.READY && waiting == 0 ? null : failure);
    }

    private PartitionStatus.State state(Instant now, LoadingRules rules) {
        return switch (phase) {
            case FORGOTTEN -> failure == null ? PartitionStatus.State.READY : resting(failure);
            case READY -> rests(now, rules) ? PartitionStatus.State.LINGERING : PartitionStatus.State.READY;
            case RECOVERING -> PartitionStatus.State.RECOVERING;
            case LOADING -> PartitionStatus.State.LOADING;
        };
    }

    private static PartitionStatus.State resting(Failure failure) {
        return failure.kind().pace() == FailureKind.Pace.STOPPED
                ? PartitionStatus.State.STOPPED
                : PartitionStatus.State.RESTING;
    }
}

package io.bisync.loading.partition;

import io.bisync.loading.Failure;
import io.bisync.loading.FailureException;
import io.bisync.loading.FailureKind;
import io.bisync.loading.LoadingRules;
import io.bisync.loading.Offsets.Committed;
import io.bisync.loading.partition.CommittedOffsets.Found;
import io.bisync.loading.range.AbortedLoads;
import io.bisync.loading.range.Prepared;
import io.bisync.loading.range.Range;
import io.bisync.loading.range.RangeNormaliser;
import io.bisync.loading.range.RangeResult;
import io.bisync.time.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link PartitionCoordinator} knows of one partition, and how that changes; only the consumer's thread touches it.
 *
 * <pre>
 * Forgotten ─ goBy ─► Ready ─── gather ──► Gathering ─┐
 *     ▲         └───► Recovering ─ recover ───────────┴─ load ──► Loading ── close ──► Ready
 *     └─ forget, rest: from everywhere
 * </pre>
 */
final class PartitionState {

    private final TopicPartition partition;
    private final LoadingRules rules;
    private final RangeNormaliser normaliser;
    private final Rest rest;
    private final ReceivedRecords received = new ReceivedRecords();

    private Phase phase = new Phase.Forgotten(AbortedLoads.NONE);

    /** The committed offset as it was last seen, for people: it stays while the offset has to be read again. */
    private long lastCommitted = -1;
    /** Everything below is loaded, also where markers stand behind the last record; -1 while that is not known. */
    private long position = -1;

    private Instant loadingSince = Instant.MIN;

    private int failures;
    private @Nullable Failure failure;
    private @Nullable String lastLabel;
    private @Nullable String lastOutcome;

    /** A loaded range whose closing commit may have happened or not, or null. */
    private @Nullable RangeResult unconfirmed;

    PartitionState(TopicPartition partition, LoadingRules rules, RangeNormaliser normaliser) {
        this.partition = partition;
        this.rules = rules;
        this.normaliser = normaliser;
        this.rest = new Rest(partition.topic(), rules);
    }

    TopicPartition partition() {
        return partition;
    }

    boolean isForgotten() {
        return phase instanceof Phase.Forgotten;
    }

    boolean isReady() {
        return phase instanceof Phase.Ready;
    }

    boolean isRecovering() {
        return phase instanceof Phase.Recovering;
    }

    boolean isLoading() {
        return phase instanceof Phase.Loading;
    }

    /** The committed offset, or -1 where it has to be read again. */
    long committed() {
        return phase.committed();
    }

    /** The end of what is gathered, recovered or loaded, or -1. */
    long end() {
        return phase.end();
    }

    /** The lowest offset that the next poll may give. */
    long expected() {
        return switch (phase) {
            case Phase.Gathering gathering -> gathering.end();
            case Phase.Recovering recovering -> recovering.next();
            default -> phase.committed();
        };
    }

    /** The bytes of what is gathered. */
    long bytes() {
        return phase instanceof Phase.Gathering gathering ? gathering.bytes() : 0;
    }

    ReceivedRecords received() {
        return received;
    }

    boolean rests(Instant now) {
        return rest.endAfter(now) != null;
    }

    boolean failsBy(FailureKind kind) {
        return failure != null && failure.kind() == kind;
    }

    @Nullable Failure failure() {
        return failure;
    }

    /** Goes by what was found at the broker. */
    void goBy(Found found) {
        var metadata = found.metadata();
        var start =
                new Range.Start(partition, found.topicId(), found.committed().offset(), metadata.rejections());
        var intent = metadata.intent();
        if (intent == null) {
            ready(start);
        } else {
            var seen = phase instanceof Phase.Forgotten(var answers) ? answers : AbortedLoads.NONE;
            ready(start);
            phase = new Phase.Recovering(start, metadata.epoch(), intent, seen.under(found.committed()));
        }
    }

    /** A closing commit that nobody acknowledged and that is there all the same: its range, or null. */
    @Nullable RangeResult confirm() {
        var result = unconfirmed;
        unconfirmed = null;
        if (result == null || committed() != result.range().to()) {
            return null;
        }
        received.committed(result);
        return result;
    }

    /**
     * Nothing is held of it, so everything below the consumer's position is loaded.
     *
     * @return what to commit where that position is beyond the committed offset, or null
     */
    @Nullable Committed loadedTo(long position, int epoch) {
        this.position = position;
        return phase instanceof Phase.Ready(var start) && position > start.from()
                ? new Committed(position, start.metadata(epoch, null).text())
                : null;
    }

    /** The position is committed. */
    void passed() {
        if (phase instanceof Phase.Ready(var start)) {
            var behind = position;
            ready(start.at(behind));
            position = behind;
        }
    }

    /**
     * Adds records to the rows of a fresh range, which begins here if none is gathered.
     *
     * @throws FailureException when they cannot be added: what is gathered counts for nothing any more
     */
    void gather(List<ConsumerRecord<byte[], byte[]>> records, Instant now) {
        if (phase instanceof Phase.Ready(var start)) {
            phase = new Phase.Gathering(start, rules.epoch(), normaliser.fresh(start), now);
        }
        if (phase instanceof Phase.Gathering gathering) {
            gathering.add(records, rules.rangeBytes(), now);
        }
    }

    /** Of these records, the ones that are gathered: later ones come again. */
    List<ConsumerRecord<byte[], byte[]>> gathered(List<ConsumerRecord<byte[], byte[]>> records) {
        var count = records.size();
        while (count > 0 && records.get(count - 1).offset() >= end()) {
            count--;
        }
        return records.subList(0, count);
    }

    /** Takes the records that are of the intended range. */
    void collect(List<ConsumerRecord<byte[], byte[]>> records) {
        if (phase instanceof Phase.Recovering recovering) {
            recovering.add(records);
        }
    }

    /** The records of the intended range so far. */
    List<ConsumerRecord<byte[], byte[]>> collected() {
        return phase instanceof Phase.Recovering recovering ? recovering.records() : List.of();
    }

    boolean gathers() {
        return phase instanceof Phase.Gathering;
    }

    /** Whether what is gathered is large enough, or all there was, or has waited for more long enough. */
    boolean isDue(long lag, Instant now) {
        return phase instanceof Phase.Gathering gathering
                && (gathering.hasWhatWasThere(lag) || gathering.isDue(rest.linger(), now));
    }

    /**
     * Gives the range away to be loaded, and its rows with it. The linger that may follow is counted from here: loads are
     * as many either way, and a change does not wait for the load before it twice.
     *
     * @throws FailureException when the rows of an intended range cannot be made
     */
    Prepared load(Instant now) {
        var prepared = switch (phase) {
            case Phase.Gathering gathering -> gathering.prepared();
            case Phase.Recovering recovering -> recovering.prepared(normaliser);
            default -> throw new IllegalStateException("Nothing to load in " + partition);
        };
        phase = new Phase.Loading(prepared.range());
        loadingSince = now;
        return prepared;
    }

    /** What StarRocks said last. */
    void answered(RangeResult result) {
        lastLabel = result.lastLabel() == null ? lastLabel : result.lastLabel();
        lastOutcome = result.lastOutcome() == null ? lastOutcome : result.lastOutcome();
    }

    /** The range is loaded and its end committed. A backlog as large as it makes the next one large enough without waiting. */
    void close(RangeResult result, long lag) {
        var range = result.range();
        ready(new Range.Start(partition, range.start().topicId(), range.to(), result.rejections()));
        failures = 0;
        failure = null;
        var records = result.counts().records();
        rest.calmer();
        if (records > 0 && lag < records) {
            rest.linger(loadingSince);
        } else {
            rest.end();
        }
        received.committed(result);
    }

    /** Its closing commit may have happened or not. */
    void unconfirmed(RangeResult result) {
        unconfirmed = result.failure() == null ? result : null;
    }

    /** A search for refused records that came further starts its failures anew. */
    void searched(RangeResult result) {
        if (result.searchedFurther()) {
            failures = 0;
        }
    }

    /** It is forgotten with its range, and tries again after a rest; gives how long that is. */
    Duration rest(Failure why, Backoff backoff, Instant now) {
        forget();
        failures++;
        failure = why;
        if (why.kind() == FailureKind.TOO_OFTEN) {
            rest.busier();
        }
        var duration = why.kind().rest(backoff, failures);
        rest.until(now.plus(duration));
        return duration;
    }

    /** Remembers what StarRocks refused of the range that is likely to be found beside the committed offset. */
    void expect(AbortedLoads abortedLoads) {
        phase = new Phase.Forgotten(abortedLoads);
    }

    void restUntil(Instant end) {
        rest.until(end);
    }

    /** The committed offset is read again before anything else. */
    void forget() {
        phase = new Phase.Forgotten(AbortedLoads.NONE);
        position = -1;
    }

    PartitionStatus status(Instant now) {
        return new PartitionStatus(
                partition.topic(),
                partition.partition(),
                state(now),
                lastCommitted,
                phase.end(),
                position,
                received.waiting(),
                null,
                lastLabel,
                lastOutcome,
                rest.linger(),
                rest.endAfter(now),
                failures,
                (isReady() || gathers()) && received.waiting() == 0 ? null : failure);
    }

    private PartitionStatus.State state(Instant now) {
        return switch (phase) {
            case Phase.Forgotten _ -> failure == null ? PartitionStatus.State.READY : resting(failure);
            case Phase.Ready _, Phase.Gathering _ ->
                rests(now) ? PartitionStatus.State.LINGERING : PartitionStatus.State.READY;
            case Phase.Recovering _ -> PartitionStatus.State.RECOVERING;
            case Phase.Loading _ -> PartitionStatus.State.LOADING;
        };
    }

    private static PartitionStatus.State resting(Failure failure) {
        return failure.kind().isStopped() ? PartitionStatus.State.STOPPED : PartitionStatus.State.RESTING;
    }

    private void ready(Range.Start start) {
        phase = new Phase.Ready(start);
        lastCommitted = start.from();
        position = -1;
    }
}

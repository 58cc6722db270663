package io.bisync.loading.partition;

import io.bisync.loading.Failure;
import io.bisync.loading.FailureException;
import io.bisync.loading.FailureKind;
import io.bisync.loading.KnownTopics;
import io.bisync.loading.LoadingRules;
import io.bisync.loading.Offsets;
import io.bisync.loading.Offsets.CommitUnknownException;
import io.bisync.loading.Offsets.Committed;
import io.bisync.loading.range.LoadLog;
import io.bisync.loading.range.LoadObserver;
import io.bisync.loading.range.Prepared;
import io.bisync.loading.range.RangeNormaliser;
import io.bisync.loading.range.RangeResult;
import io.bisync.time.Backoff;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides for one member of the group which records are loaded as one range, and which offsets are committed when.
 * All of it happens on the consumer's thread, in this order: {@link #assigned} and {@link #revoked} as the group says;
 * before every poll {@link #beforePoll}; with what a poll gave {@link #polled}. Both give the ranges that may be sent; when
 * their loads are through, side by side or one by one, {@link #finish}.
 *
 * <p>One rule holds it together: whoever is not sure forgets. A forgotten partition takes no record; after its rest the
 * committed offset is read again, and where an intent stands beside it, exactly that range is loaded under its labels.
 * A crash, a lost partition, a failed load and a failed commit all end there.
 */
public final class PartitionCoordinator {

    private static final Logger log = LoggerFactory.getLogger(PartitionCoordinator.class);

    private final Offsets offsets;
    private final LoadingRules rules;
    private final Backoff backoff;
    private final InstantSource clock;
    private final LoadObserver observer;
    private final KnownTopics known;
    private final Partitions partitions;
    private final Commits commits;

    public PartitionCoordinator(
            Offsets offsets,
            RangeNormaliser normaliser,
            LoadingRules rules,
            Backoff backoff,
            InstantSource clock,
            LoadObserver observer,
            KnownTopics known) {
        this.offsets = offsets;
        this.rules = rules;
        this.backoff = backoff;
        this.clock = clock;
        this.observer = observer;
        this.known = known;
        this.partitions = new Partitions(rules, normaliser, backoff, clock, observer);
        this.commits = new Commits(offsets, known, rules, partitions);
    }

    /** Partitions came to this member: their offsets are read, and made where the group has none. Nothing is sought. */
    public void assigned(Collection<TopicPartition> came) {
        partitions.add(came);
        remember(Set.copyOf(came));
        partitions.tell();
    }

    /** Partitions went to another member, or are lost: nothing of theirs may be committed here any more. */
    public void revoked(Collection<TopicPartition> went) {
        partitions.remove(went);
        partitions.tell();
    }

    /** Ends rests, reads forgotten offsets again, passes markers, sets the pauses; gives the ranges that no further record has to complete. */
    public List<Prepared> beforePoll() {
        var now = clock.instant();
        var assigned = offsets.assigned();
        endRests(assigned, now);
        var due = new ArrayList<Prepared>();
        for (var state : partitions) {
            if (isComplete(state)) {
                recover(state, due, now);
            }
        }
        commits.passed(assigned, now);
        var paused = new HashSet<TopicPartition>();
        for (var state : partitions) {
            if (state.isForgotten() || state.rests(now)) {
                paused.add(state.partition());
            }
        }
        paused.retainAll(assigned);
        offsets.pauseOnly(paused);
        var allowed = intend(due);
        partitions.tell();
        return allowed;
    }

    /**
     * Takes what a poll gave, and normalises it on this thread: the records of a small poll are still in the cache of its
     * core. Gives the ranges that are worth a load now; what is not taken comes again after its partition's offset is read.
     */
    public List<Prepared> polled(Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled) {
        var now = clock.instant();
        var assigned = offsets.assigned();
        var due = new ArrayList<Prepared>();
        var taken = 0;
        for (var poll : polled.entrySet()) {
            var state = partitions.of(poll.getKey());
            var records = poll.getValue();
            if (state != null && assigned.contains(poll.getKey()) && !records.isEmpty()) {
                taken += take(state, records, due, now) ? 1 : 0;
            }
        }
        var allowed = intend(due);
        if (taken < polled.size() || !due.isEmpty()) {
            partitions.tell();
        }
        return allowed;
    }

    /** Commits what is loaded, in one call; lays the rest to rest. */
    public void finish(List<RangeResult> results) {
        var now = clock.instant();
        var assigned = offsets.assigned();
        Map<TopicPartition, Committed> ends = new HashMap<>();
        for (var result : results) {
            var state = partitions.of(result.range().partition());
            if (state == null) {
                continue;
            }
            state.answered(result);
            if (!assigned.contains(state.partition())) {
                state.forget();
                continue;
            }
            var commit = result.commit();
            if (commit != null) {
                ends.put(state.partition(), commit);
            }
        }
        var unknown = commits.commit(ends);
        for (var result : results) {
            var state = partitions.of(result.range().partition());
            if (state == null || !assigned.contains(state.partition())) {
                continue;
            }
            if (unknown != null && ends.containsKey(state.partition())) {
                partitions.rest(state, unknown, now);
                state.unconfirmed(result);
            } else if (result.failure() != null) {
                state.searched(result);
                partitions.rest(state, result.failure(), now);
                state.expect(result.abortedLoads());
                observer.finished(result, now);
            } else {
                LoadLog.again(result.range(), state.failure());
                state.close(result, offsets.lag(state.partition()));
                observer.finished(result, now);
            }
        }
        partitions.tell();
    }

    /** Something unexpected happened: nothing that was polled counts. */
    public void failed(String reason) {
        partitions.rest(partitions, new Failure(FailureKind.UNEXPECTED, reason), clock.instant());
        partitions.tell();
    }

    /** The consumer says that the offsets of these partitions are not in the topic: they are compared after a short rest. */
    public void outOfRange(Collection<TopicPartition> outside) {
        var until = clock.instant().plus(backoff.first());
        for (var state : partitions.of(outside)) {
            state.forget();
            state.restUntil(until);
        }
        partitions.tell();
    }

    /** Drops what was polled without blaming anything: this member stops. */
    public void drop(Collection<TopicPartition> polled) {
        partitions.of(polled).forEach(PartitionState::forget);
        partitions.tell();
    }

    /** How the partitions stand; any thread may ask. */
    public List<PartitionStatus> status() {
        return partitions.status();
    }

    /** Whether it knows no partition. */
    public boolean isIdle() {
        return partitions.isEmpty();
    }

    private void endRests(Set<TopicPartition> assigned, Instant now) {
        var rested = new HashSet<TopicPartition>();
        for (var state : partitions) {
            if (state.isForgotten() && !state.rests(now)) {
                rested.add(state.partition());
            }
        }
        rested.retainAll(assigned);
        if (rested.isEmpty()) {
            return;
        }
        remember(rested);
        for (var state : partitions.of(rested)) {
            if (!state.isForgotten()) {
                goBack(state, now);
            }
        }
    }

    /** Goes by what is committed. A partition whose offset cannot be read stays forgotten and rests. */
    private void remember(Set<TopicPartition> some) {
        var now = clock.instant();
        try {
            var committed = new CommittedOffsets(offsets, known, some);
            var without = new HashSet<TopicPartition>();
            for (var state : partitions.of(some)) {
                try {
                    if (!goBy(committed, state, now)) {
                        without.add(state.partition());
                    }
                } catch (FailureException failure) {
                    partitions.rest(state, failure.failure(), now);
                }
            }
            // They stay forgotten: before the next poll the offsets are read again and sought, as nobody knows the
            // position.
            committed.begin(offsets, without, rules.epoch());
        } catch (CommitUnknownException unknown) {
            partitions.rest(
                    partitions.of(some),
                    new Failure(FailureKind.COMMIT, "A first offset may be committed or not: " + unknown.getMessage()),
                    now);
        } catch (RuntimeException unreachable) {
            log.debug("Committed offsets cannot be read", unreachable);
            partitions.rest(
                    partitions.of(some),
                    new Failure(
                            FailureKind.COMMIT,
                            "The committed offset cannot be read, the broker may be down: "
                                    + unreachable.getClass().getSimpleName()),
                    now);
        }
    }

    /** Whether the group has an offset of this topic. */
    private boolean goBy(CommittedOffsets committed, PartitionState state, Instant now) {
        var found = committed.found(state.partition());
        if (found == null) {
            return false;
        }
        state.goBy(found);
        var confirmed = state.confirm();
        if (confirmed != null) {
            observer.finished(confirmed, now);
        }
        committed.checkInside(state.partition(), found.committed().offset());
        return true;
    }

    /** Before the partition takes a record: without it, a gap above the committed offset would look normal. */
    private void goBack(PartitionState state, Instant now) {
        try {
            offsets.seek(state.partition(), state.committed());
        } catch (RuntimeException failed) {
            var failure = new Failure(
                    FailureKind.COMMIT, "Seeking failed: " + failed.getClass().getSimpleName());
            partitions.rest(state, failure, now);
        }
    }

    /** Whether the records were taken. */
    private boolean take(
            PartitionState state, List<ConsumerRecord<byte[], byte[]>> records, List<Prepared> due, Instant now) {
        // Polled before it was paused: the records come again, and what is remembered of the range stays.
        if (state.isForgotten()) {
            return false;
        }
        if (state.isLoading()) {
            state.forget();
            return false;
        }
        var first = records.getFirst().offset();
        if (first < state.expected()) {
            var failure = new Failure(
                    FailureKind.OUT_OF_ORDER,
                    "Offset %d came where %d or later was expected; the committed offset is read again"
                            .formatted(first, state.expected()));
            partitions.rest(state, failure, now);
            return false;
        }
        var last = records.getLast().offset();
        if (state.isRecovering()) {
            state.collect(records);
        } else if (!gather(state, records, last + 1, now)) {
            return false;
        }
        if (last >= state.end()) {
            offsets.seek(state.partition(), state.end());
        }
        return !isComplete(state) || recover(state, due, now);
    }

    /** A part of what cannot be gathered may be in the rows of what was: all of it is forgotten. */
    private boolean gather(PartitionState state, List<ConsumerRecord<byte[], byte[]>> records, long to, Instant now) {
        var gathered = partitions.attempt(state, to, now, () -> state.gather(records, clock.instant()));
        received(state, gathered ? state.gathered(records) : records);
        return gathered;
    }

    /** Whether the broker has no more records of an intended range. */
    private boolean isComplete(PartitionState state) {
        return state.isRecovering() && offsets.position(state.partition()) >= state.end();
    }

    private boolean recover(PartitionState state, List<Prepared> due, Instant now) {
        received(state, state.collected());
        return partitions.attempt(state, state.end(), now, () -> due.add(state.load(now)));
    }

    private void received(PartitionState state, List<ConsumerRecord<byte[], byte[]>> records) {
        var news = state.received().add(records);
        if (news > 0) {
            observer.received(state.partition().topic(), news);
        }
    }

    /** Adds what is gathered and due; gives what may be sent. */
    private List<Prepared> intend(List<Prepared> due) {
        var now = clock.instant();
        takeDue(due, now);
        return commits.intend(due, now);
    }

    /** The bytes of all partitions count, as they share the heap. */
    private void takeDue(List<Prepared> due, Instant now) {
        var assigned = offsets.assigned();
        long bytes = 0;
        for (var state : partitions) {
            bytes += state.bytes();
        }
        var full = bytes >= rules.rangeBytes();
        for (var state : partitions) {
            if (state.gathers()
                    && assigned.contains(state.partition())
                    && (full || state.isDue(offsets.lag(state.partition()), now))) {
                due.add(state.load(now));
            }
        }
    }
}

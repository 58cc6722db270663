package io.bisync.loading;

import io.bisync.loading.Offsets.CommitUnknownException;
import io.bisync.loading.Offsets.Committed;
import io.bisync.loading.PartitionState.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides for one member of the group which records are loaded as one range, and which offsets are committed when.
 * All of it happens on the consumer's thread, in this order: {@link #assigned} and {@link #revoked} as the group says;
 * before every poll {@link #beforePoll}; with what a poll gave {@link #cut}; when the ranges are prepared
 * {@link #intend}; when their loads are through, side by side or one by one, {@link #finish}.
 *
 * <p>One rule holds it together: whoever is not sure forgets. A forgotten partition takes no record; after its rest the
 * committed offset is read again, and where an intent stands beside it, exactly that range is loaded under its labels.
 * A crash, a lost partition, a failed load and a failed commit all end there.
 */
// One state machine, read as a whole: its parts would only pass the same map around.
public final class PartitionCoordinator {

    private static final Logger log = LoggerFactory.getLogger(PartitionCoordinator.class);

    private final Offsets offsets;
    private final LoadingRules rules;
    private final Backoff backoff;
    private final InstantSource clock;
    private final LoadObserver observer;
    private final KnownTopics known;
    private final Map<TopicPartition, PartitionState> states = new HashMap<>();
    private volatile List<PartitionStatus> status = List.of();

    public PartitionCoordinator(
            Offsets offsets,
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
    }

    /** Partitions came to this member: their offsets are read, and made where the group has none. Nothing is sought. */
    public void assigned(Collection<TopicPartition> partitions) {
        partitions.forEach(it -> states.put(it, new PartitionState(it)));
        remember(Set.copyOf(partitions));
        publishStatus();
    }

    /** Partitions went to another member, or are lost: nothing of theirs may be committed here any more. */
    public void revoked(Collection<TopicPartition> partitions) {
        for (var partition : partitions) {
            var state = states.remove(partition);
            if (state != null && state.waiting > 0) {
                observer.handedOver(partition.topic(), state.waiting);
            }
        }
        publishStatus();
    }

    /** Ends rests, reads forgotten offsets again, sets the pauses; gives intended ranges that no further record completes. */
    public List<Range> beforePoll() {
        var now = clock.instant();
        var rested = new HashSet<TopicPartition>();
        for (var state : states.values()) {
            if (state.phase == Phase.FORGOTTEN && !state.rests(now, rules)) {
                rested.add(state.partition);
            }
        }
        var assigned = offsets.assigned();
        rested.retainAll(assigned);
        if (!rested.isEmpty()) {
            remember(rested);
            for (var partition : rested) {
                var state = states.get(partition);
                if (state != null && state.phase != Phase.FORGOTTEN) {
                    goBack(state, now);
                }
            }
        }
        var complete = new ArrayList<Range>();
        for (var state : states.values()) {
            if (state.phase == Phase.RECOVERING && offsets.position(state.partition) >= state.to) {
                complete.add(range(state));
            }
        }
        for (var state : states.values()) {
            if (state.phase == Phase.READY && state.open == null && assigned.contains(state.partition)) {
                state.position = offsets.position(state.partition);
            }
        }
        var paused = new HashSet<TopicPartition>();
        for (var state : states.values()) {
            if (state.phase == Phase.FORGOTTEN || state.rests(now, rules)) {
                paused.add(state.partition);
            }
        }
        paused.retainAll(assigned);
        offsets.pauseOnly(paused);
        publishStatus();
        return complete;
    }

    /** Cuts a poll into ranges; what is not taken comes again after its partition's offset is read. */
    public List<Range> cut(Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled) {
        var now = clock.instant();
        var assigned = offsets.assigned();
        var ranges = new ArrayList<Range>();
        polled.forEach((partition, records) -> {
            var state = states.get(partition);
            if (state == null || !assigned.contains(partition) || records.isEmpty()) {
                return;
            }
            switch (state.phase) {
                // Polled before it was paused: the records come again, and what is remembered of the range stays.
                case FORGOTTEN -> {}
                case LOADING -> state.forgotten();
                case READY -> {
                    if (inOrder(state, state.open == null ? state.committed : state.to, records, now)) {
                        state.collected = records;
                        state.to = records.getLast().offset() + 1;
                        state.epoch = rules.epoch();
                        ranges.add(range(state));
                    }
                }
                case RECOVERING -> {
                    if (inOrder(state, nextExpected(state), records, now) && collect(state, records)) {
                        ranges.add(range(state));
                    }
                }
            }
        });
        if (ranges.size() < polled.size()) {
            publishStatus();
        }
        return ranges;
    }

    /**
     * Gathers fresh ranges until they are worth a load, then commits their intents, in one call; gives the ranges that may
     * be sent. Called before every poll, too, as a range may have been gathered for long enough.
     */
    public List<Prepared> intend(List<Prepared> prepared) {
        var now = clock.instant();
        var due = new ArrayList<Prepared>();
        for (var one : prepared) {
            var state = states.get(one.range().partition());
            if (state == null || state.phase != Phase.LOADING) {
                continue;
            }
            count(state, one.range().records());
            if (one instanceof Prepared.Ready ready && !ready.range().recovered()) {
                gather(state, ready, now);
            } else {
                due.add(one);
            }
        }
        takeDue(due, now);
        var allowed = ofTheSameTopic(due, now);
        var fresh = allowed.stream()
                .filter(Prepared.Ready.class::isInstance)
                .map(Prepared.Ready.class::cast)
                .filter(it -> !it.range().recovered())
                .toList();
        var unknown = commitIntents(fresh);
        if (unknown != null) {
            for (var one : fresh) {
                var state = states.get(one.range().partition());
                if (state != null) {
                    rest(state, unknown, now);
                }
            }
            allowed.removeAll(fresh);
        }
        if (!due.isEmpty()) {
            publishStatus();
        }
        return allowed;
    }

    /**
     * Asked after all their polls: ids never come back, so the records are of the topic that has the id now, or of none that
     * is loaded.
     */
    private List<Prepared> ofTheSameTopic(List<Prepared> due, Instant now) {
        var same = new ArrayList<Prepared>();
        var ids = due.isEmpty() ? Map.<String, String>of() : topicIds(due);
        for (var one : due) {
            var state = states.get(one.range().partition());
            if (state == null) {
                continue;
            }
            try {
                sameTopic(state.partition, ids);
                same.add(one);
            } catch (FailureException another) {
                rest(state, another.failure(), now);
            }
        }
        return same;
    }

    private void gather(PartitionState state, Prepared.Ready ready, Instant now) {
        if (state.open == null) {
            state.openSince = now;
        }
        state.open = ready.gathered();
        state.phase = Phase.READY;
        if (ready.range().to() < state.to) {
            shorten(state, ready.range());
            state.openSince = Instant.MIN;
        }
    }

    /** Large enough, or nothing more is there, or long enough. The bytes of all partitions count, as they share the heap. */
    private void takeDue(List<Prepared> due, Instant now) {
        var assigned = offsets.assigned();
        long bytes = 0;
        for (var state : states.values()) {
            bytes += state.open == null ? 0 : state.open.rows().bytes();
        }
        var full = bytes >= rules.rangeBytes();
        for (var state : states.values()) {
            var open = state.open;
            if (open == null || !assigned.contains(state.partition)) {
                continue;
            }
            var waited = !now.isBefore(state.openSince.plus(state.linger(rules)));
            if (full || waited || offsets.lag(state.partition) == 0) {
                state.open = null;
                state.phase = Phase.LOADING;
                due.add(open);
            }
        }
    }

    private Map<String, String> topicIds(List<Prepared> prepared) {
        try {
            return offsets.topicIds(
                    topics(prepared.stream().map(it -> it.range().partition()).toList()));
        } catch (RuntimeException unreachable) {
            log.debug("Topic ids cannot be read", unreachable);
            return Map.of();
        }
    }

    /** Commits what is loaded, in one call; lays the rest to rest. */
    public void finish(List<RangeResult> results) {
        var now = clock.instant();
        var assigned = offsets.assigned();
        Map<TopicPartition, Committed> commits = new HashMap<>();
        for (var result : results) {
            var range = result.range();
            var state = states.get(range.partition());
            if (state == null) {
                continue;
            }
            state.lastLabel = result.lastLabel() == null ? state.lastLabel : result.lastLabel();
            state.lastOutcome = result.lastOutcome() == null ? state.lastOutcome : result.lastOutcome();
            if (!assigned.contains(range.partition())) {
                state.forgotten();
            } else if (result.failure() == null) {
                var note = new OffsetMetadata(range.topicId(), range.epoch(), result.rejections(), null);
                commits.put(range.partition(), new Committed(range.to(), note.text()));
            } else if (result.reopened() != null) {
                commits.put(
                        range.partition(),
                        new Committed(range.from(), result.reopened().text()));
            }
        }
        var unknown = commits.isEmpty() ? null : commit(commits);
        for (var result : results) {
            var state = states.get(result.range().partition());
            if (state == null || !assigned.contains(state.partition)) {
                continue;
            }
            if (unknown != null && commits.containsKey(state.partition)) {
                rest(state, unknown, now);
                state.unconfirmed = result.failure() == null ? result : null;
            } else if (result.failure() != null) {
                if (result.searchedFurther()) {
                    state.failures = 0;
                }
                rest(state, result.failure(), now);
                state.abortedLoads = result.abortedLoads();
                observer.finished(result, now);
            } else {
                closed(state, result, now);
            }
        }
        publishStatus();
    }

    /** Something unexpected happened: nothing that was polled counts. */
    public void failed(String reason) {
        var now = clock.instant();
        var failure = new Failure(FailureKind.UNEXPECTED, reason);
        states.values().forEach(it -> rest(it, failure, now));
        publishStatus();
    }

    /** The consumer says that the offsets of these partitions are not in the topic: they are compared after a short rest. */
    public void outOfRange(Collection<TopicPartition> partitions) {
        var until = clock.instant().plus(backoff.first());
        drop(partitions);
        for (var partition : partitions) {
            var state = states.get(partition);
            if (state != null) {
                state.restsUntil(until);
            }
        }
        publishStatus();
    }

    /** Drops what was polled without blaming anything: this member stops. */
    public void drop(Collection<TopicPartition> partitions) {
        for (var partition : partitions) {
            var state = states.get(partition);
            if (state != null) {
                state.forgotten();
            }
        }
        publishStatus();
    }

    /** How the partitions stand; any thread may ask. */
    public List<PartitionStatus> status() {
        return status;
    }

    /** Whether it knows no partition. */
    public boolean isIdle() {
        return states.isEmpty();
    }

    /** Goes by what is committed. A partition whose offset cannot be read stays forgotten and rests. */
    private void remember(Set<TopicPartition> partitions) {
        var now = clock.instant();
        try {
            var committed = offsets.committed(partitions);
            var beginnings = offsets.beginnings(committed.keySet());
            var ends = offsets.ends(committed.keySet());
            var ids = offsets.topicIds(topics(partitions));
            Map<TopicPartition, Committed> first = new HashMap<>();
            for (var partition : partitions) {
                var state = states.get(partition);
                var found = committed.get(partition);
                if (state == null) {
                    continue;
                }
                try {
                    var id = sameTopic(partition, ids);
                    if (found == null || !recognised(state, found, id)) {
                        var note = new OffsetMetadata(id, rules.epoch(), Rejections.NOTHING, null);
                        first.put(partition, new Committed(0, note.text()));
                    } else {
                        bookUnconfirmed(state, found.offset(), now);
                        checkRange(partition, found.offset(), beginnings, ends);
                    }
                } catch (FailureException failure) {
                    rest(state, failure.failure(), now);
                }
            }
            if (!first.isEmpty()) {
                beginAtFirst(first);
            }
        } catch (CommitUnknownException unknown) {
            restAll(
                    partitions,
                    new Failure(FailureKind.COMMIT, "A first offset may be committed or not: " + unknown.getMessage()),
                    now);
        } catch (RuntimeException unreachable) {
            log.debug("Committed offsets cannot be read", unreachable);
            restAll(
                    partitions,
                    new Failure(
                            FailureKind.COMMIT,
                            "The committed offset cannot be read, the broker may be down: "
                                    + unreachable.getClass().getSimpleName()),
                    now);
        }
    }

    private static Set<String> topics(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
    }

    private String sameTopic(TopicPartition partition, Map<String, String> ids) {
        var id = ids.get(partition.topic());
        if (id == null) {
            throw new FailureException(
                    new Failure(FailureKind.COMMIT, "The broker does not tell the id of topic " + partition.topic()));
        }
        if (!known.isTheSame(partition.topic(), id)) {
            throw new FailureException(new Failure(
                    FailureKind.RECREATED,
                    "Topic %s was deleted and made again while it was loaded, its id is now %s; start this service again to load the new topic from its beginning"
                            .formatted(partition.topic(), id)));
        }
        return id;
    }

    private static void checkRange(
            TopicPartition partition,
            long committed,
            Map<TopicPartition, Long> beginnings,
            Map<TopicPartition, Long> ends) {
        var beginning = beginnings.getOrDefault(partition, 0L);
        var end = ends.getOrDefault(partition, Long.MAX_VALUE);
        if (committed < beginning) {
            throw new FailureException(new Failure(
                    FailureKind.OUT_OF_RANGE,
                    "Records [%d,%d) were deleted from the topic before they were loaded: load them from their source again, then set the group's offset to %d"
                            .formatted(committed, beginning, beginning)));
        }
        if (committed > end) {
            throw new FailureException(new Failure(
                    FailureKind.OUT_OF_RANGE,
                    "The committed offset %d is beyond the topic's end %d: the broker lost records; find out which, then set the group's offset"
                            .formatted(committed, end)));
        }
    }

    /** False when the offset belongs to a topic that does not exist any more. */
    private boolean recognised(PartitionState state, Committed found, String topicId) {
        var note = OffsetMetadata.parse(found.metadata());
        if (note == null) {
            state.ready(topicId, found.offset(), Rejections.NOTHING);
        } else if (!note.topicId().equals(topicId)) {
            log.atWarn()
                    .addKeyValue("topic", state.partition.topic())
                    .addKeyValue("partition", state.partition.partition())
                    .addKeyValue("offset", found.offset())
                    .log(
                            "The topic was deleted and made again: its id is {}, the committed offset was of {}; reading from the beginning",
                            topicId,
                            note.topicId());
            return false;
        } else if (note.intent() == null) {
            state.ready(topicId, found.offset(), note.rejections());
        } else {
            state.recovering(note, found, note.intent());
        }
        return true;
    }

    /** Before the partition takes a record: without it, a gap above the committed offset would look normal. */
    private void goBack(PartitionState state, Instant now) {
        try {
            offsets.seek(state.partition, state.committed);
        } catch (RuntimeException failed) {
            rest(
                    state,
                    new Failure(
                            FailureKind.COMMIT,
                            "Seeking failed: " + failed.getClass().getSimpleName()),
                    now);
        }
    }

    /** They stay forgotten: before the next poll the offsets are read again and sought, as nobody knows the position. */
    private void beginAtFirst(Map<TopicPartition, Committed> notes) {
        Map<TopicPartition, Committed> first = new HashMap<>();
        offsets.beginnings(notes.keySet())
                .forEach((partition, offset) -> first.put(
                        partition,
                        new Committed(
                                offset,
                                Objects.requireNonNull(notes.get(partition)).metadata())));
        offsets.commit(first);
    }

    private boolean inOrder(
            PartitionState state, long expected, List<ConsumerRecord<byte[], byte[]>> records, Instant now) {
        var first = records.getFirst().offset();
        if (first >= expected) {
            return true;
        }
        rest(
                state,
                new Failure(
                        FailureKind.OUT_OF_ORDER,
                        "Offset %d came where %d or later was expected; the committed offset is read again"
                                .formatted(first, expected)),
                now);
        return false;
    }

    private static long nextExpected(PartitionState state) {
        return state.collected.isEmpty()
                ? state.committed
                : state.collected.getLast().offset() + 1;
    }

    /** Takes the records inside the intended range; true when it is complete. Later ones come again: they are sought. */
    private boolean collect(PartitionState state, List<ConsumerRecord<byte[], byte[]>> records) {
        for (var record : records) {
            if (record.offset() < state.to) {
                state.collected.add(record);
            }
        }
        if (records.getLast().offset() >= state.to) {
            offsets.seek(state.partition, state.to);
            return true;
        }
        return offsets.position(state.partition) >= state.to;
    }

    private Range range(PartitionState state) {
        state.phase = Phase.LOADING;
        var records = state.collected;
        state.collected = new ArrayList<>();
        return new Range(
                state.partition,
                state.topicId,
                state.epoch,
                state.committed,
                state.to,
                state.rejections,
                state.found,
                state.abortedLoads,
                state.open == null ? null : state.open.rows(),
                records);
    }

    /** A range that became too large in bytes ends earlier than its poll; the rest of the poll is sought again. */
    private void shorten(PartitionState state, Range range) {
        offsets.seek(state.partition, range.to());
        state.to = range.to();
    }

    private void count(PartitionState state, List<ConsumerRecord<byte[], byte[]>> records) {
        if (records.isEmpty() || records.getLast().offset() < state.countedTo) {
            return;
        }
        var news = 0;
        for (var record : records) {
            news += record.offset() >= state.countedTo ? 1 : 0;
        }
        state.countedTo = records.getLast().offset() + 1;
        state.waiting += news;
        observer.received(state.partition.topic(), news);
    }

    private @Nullable Failure commitIntents(List<Prepared.Ready> fresh) {
        if (fresh.isEmpty() || rules.delivery() == LoadingRules.Delivery.AT_LEAST_ONCE) {
            return null;
        }
        Map<TopicPartition, Committed> intents = new HashMap<>();
        for (var one : fresh) {
            var range = one.range();
            var note = range.note(range.epoch(), one.intent());
            intents.put(range.partition(), new Committed(range.from(), note.text()));
        }
        return commit(intents);
    }

    private @Nullable Failure commit(Map<TopicPartition, Committed> commits) {
        try {
            offsets.commit(commits);
            return null;
        } catch (CommitUnknownException unknown) {
            return new Failure(
                    FailureKind.COMMIT,
                    "A commit may have happened or not (%s); the committed offset is read again"
                            .formatted(unknown.getMessage()));
        }
    }

    private void closed(PartitionState state, RangeResult result, Instant now) {
        var range = result.range();
        if (state.failure != null) {
            log.atInfo()
                    .addKeyValue("topic", range.topic())
                    .addKeyValue("partition", state.partition.partition())
                    .addKeyValue("offset", range.to())
                    .addKeyValue("code", state.failure.kind().code())
                    .log("Loads again after {}", state.failure.kind().code());
        }
        state.ready(range.topicId(), range.to(), result.rejections());
        state.failures = 0;
        state.failure = null;
        var records = result.counts().records();
        // A backlog at least as large as this round makes the next one large enough without waiting.
        var small = records > 0 && offsets.lag(state.partition) < records;
        state.calmer();
        if (small) {
            state.lingers(now);
        } else {
            state.restsNoMore();
        }
        book(state, result, now);
    }

    /** What was read before a rest may end up in two ranges: only this one's records do not wait any more. */
    private void book(PartitionState state, RangeResult result, Instant now) {
        state.waiting -= result.counts().records();
        observer.finished(result, now);
    }

    /** A closing commit that nobody acknowledged and that is there all the same: its range counts now. */
    private void bookUnconfirmed(PartitionState state, long committed, Instant now) {
        var result = state.unconfirmed;
        state.unconfirmed = null;
        if (result != null && committed == result.range().to()) {
            book(state, result, now);
        }
    }

    private void restAll(Set<TopicPartition> partitions, Failure failure, Instant now) {
        for (var partition : partitions) {
            var state = states.get(partition);
            if (state != null) {
                rest(state, failure, now);
            }
        }
    }

    private void rest(PartitionState state, Failure failure, Instant now) {
        var before = state.failure;
        var at = state.committed;
        state.forgotten();
        state.failures++;
        state.failure = failure;
        if (failure.kind() == FailureKind.TOO_OFTEN) {
            state.busier();
        }
        Duration rest = backoff.rest(failure.kind(), state.failures);
        state.restsUntil(now.plus(rest));
        var news = before == null || before.kind() != failure.kind();
        var stopped = failure.kind().pace() == FailureKind.Pace.STOPPED;
        var line = news ? (stopped ? log.atError() : log.atWarn()) : log.atDebug();
        line.addKeyValue("topic", state.partition.topic())
                .addKeyValue("partition", state.partition.partition())
                .addKeyValue("offset", at)
                .addKeyValue("code", failure.kind().code())
                .log("{} Resting for {}. {}", failure.kind().code(), rest, failure.message());
        if (news) {
            observer.failed(state.partition, failure);
        }
    }

    /** Made before every poll; within a round only where somebody may have to wait for the next one. */
    private void publishStatus() {
        var now = clock.instant();
        var all = new ArrayList<PartitionStatus>(states.size());
        for (var state : states.values()) {
            all.add(state.status(now, rules));
        }
        status = List.copyOf(all);
    }
}

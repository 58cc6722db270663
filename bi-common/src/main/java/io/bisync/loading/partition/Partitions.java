package io.bisync.loading.partition;

import io.bisync.loading.Failure;
import io.bisync.loading.FailureException;
import io.bisync.loading.LoadingRules;
import io.bisync.loading.range.LoadLog;
import io.bisync.loading.range.LoadObserver;
import io.bisync.loading.range.RangeNormaliser;
import io.bisync.time.Backoff;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The partitions of one member: what is known of each, how they rest, and how they stand for people. */
public final class Partitions implements Iterable<PartitionState> {

    private final LoadingRules rules;
    private final RangeNormaliser normaliser;
    private final Backoff backoff;
    private final InstantSource clock;
    private final LoadObserver observer;
    private final Map<TopicPartition, PartitionState> states = new HashMap<>();
    private volatile List<PartitionStatus> status = List.of();

    Partitions(
            LoadingRules rules,
            RangeNormaliser normaliser,
            Backoff backoff,
            InstantSource clock,
            LoadObserver observer) {
        this.rules = rules;
        this.normaliser = normaliser;
        this.backoff = backoff;
        this.clock = clock;
        this.observer = observer;
    }

    void add(Collection<TopicPartition> partitions) {
        partitions.forEach(it -> states.put(it, new PartitionState(it, rules, normaliser)));
    }

    void remove(Collection<TopicPartition> partitions) {
        for (var partition : partitions) {
            var state = states.remove(partition);
            if (state != null && state.received().waiting() > 0) {
                observer.handedOver(partition.topic(), state.received().waiting());
            }
        }
    }

    /** What is known of a partition, or null where it is not this member's. */
    @Nullable PartitionState of(TopicPartition partition) {
        return states.get(partition);
    }

    /** The same of some of them, without those that are not this member's. */
    List<PartitionState> of(Collection<TopicPartition> some) {
        var known = new ArrayList<PartitionState>();
        for (var partition : some) {
            var state = states.get(partition);
            if (state != null) {
                known.add(state);
            }
        }
        return known;
    }

    @Override
    public Iterator<PartitionState> iterator() {
        return states.values().iterator();
    }

    boolean isEmpty() {
        return states.isEmpty();
    }

    /** Lays a partition to rest, and says why where that is new. */
    void rest(PartitionState state, Failure failure, Instant now) {
        var news = !state.failsBy(failure.kind());
        var at = state.committed();
        var rest = state.rest(failure, backoff, now);
        LoadLog.resting(state.partition(), at, failure, rest, news);
        if (news) {
            observer.failed(state.partition(), failure);
        }
    }

    void rest(Iterable<PartitionState> some, Failure failure, Instant now) {
        some.forEach(it -> rest(it, failure, now));
    }

    /**
     * Takes a step that may fail, and lays the partition to rest if it does.
     *
     * @param to the end of the range that it is about
     * @return whether it did not
     */
    boolean attempt(PartitionState state, long to, Instant now, Runnable step) {
        try {
            step.run();
            return true;
        } catch (FailureException known) {
            rest(state, known.failure(), now);
        } catch (RuntimeException | Error unexpected) {
            rest(state, LoadLog.unexpected(state.partition(), state.committed(), to, unexpected), now);
        }
        return false;
    }

    /** How they stand, as it was told last. */
    List<PartitionStatus> status() {
        return status;
    }

    /** Told before every poll; within a round only where somebody may have to wait for the next one. */
    void tell() {
        var now = clock.instant();
        var all = new ArrayList<PartitionStatus>(states.size());
        for (var state : states.values()) {
            all.add(state.status(now));
        }
        status = List.copyOf(all);
    }
}

package io.bisync.loading.partition;

import io.bisync.loading.Failure;
import io.bisync.loading.FailureException;
import io.bisync.loading.FailureKind;
import io.bisync.loading.KnownTopics;
import io.bisync.loading.LoadingRules;
import io.bisync.loading.Offsets;
import io.bisync.loading.Offsets.CommitUnknownException;
import io.bisync.loading.Offsets.Committed;
import io.bisync.loading.range.Prepared;
import io.bisync.loading.range.Range;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one member commits, for several partitions in one call: intents before the loads, and what follows from them. */
public final class Commits {

    private static final Logger log = LoggerFactory.getLogger(Commits.class);

    private final Offsets offsets;
    private final KnownTopics known;
    private final LoadingRules rules;
    private final Partitions partitions;

    Commits(Offsets offsets, KnownTopics known, LoadingRules rules, Partitions partitions) {
        this.offsets = offsets;
        this.known = known;
        this.rules = rules;
        this.partitions = partitions;
    }

    /** Commits the intents of the fresh ones among these; gives those that may be sent and lays the others to rest. */
    List<Prepared> intend(List<Prepared> due, Instant now) {
        if (due.isEmpty()) {
            return due;
        }
        var allowed = ofTheSameTopic(due, now);
        var fresh = allowed.stream()
                .map(Prepared::range)
                .filter(Range.Fresh.class::isInstance)
                .toList();
        var unknown = commitIntents(fresh);
        if (unknown != null) {
            var theirs = fresh.stream().map(Range::partition).toList();
            partitions.rest(partitions.of(theirs), unknown, now);
            allowed.removeIf(it -> it.range() instanceof Range.Fresh);
        }
        return allowed;
    }

    /**
     * Commits the positions of partitions of which nothing is held, where they moved all the same: behind them are markers of
     * transactions and aborted records, which no poll gives.
     */
    void passed(Set<TopicPartition> assigned, Instant now) {
        Map<TopicPartition, Committed> ends = new HashMap<>();
        for (var state : partitions) {
            if (state.isReady() && assigned.contains(state.partition())) {
                var end = state.loadedTo(offsets.position(state.partition()), rules.epoch());
                if (end != null) {
                    ends.put(state.partition(), end);
                }
            }
        }
        var unknown = commit(ends);
        for (var state : partitions.of(ends.keySet())) {
            if (unknown == null) {
                state.passed();
            } else {
                partitions.rest(state, unknown, now);
            }
        }
    }

    /** Gives why nobody may go by what was committed, or null. */
    @Nullable Failure commit(Map<TopicPartition, Committed> commits) {
        if (commits.isEmpty()) {
            return null;
        }
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

    /**
     * Asked after all their polls: ids never come back, so the records are of the topic that has the id now, or of none that
     * is loaded.
     */
    private List<Prepared> ofTheSameTopic(List<Prepared> due, Instant now) {
        var same = new ArrayList<Prepared>();
        var ids = topicIds(due);
        for (var one : due) {
            var state = partitions.of(one.range().partition());
            if (state == null) {
                continue;
            }
            try {
                known.sameTopic(state.partition().topic(), ids);
                same.add(one);
            } catch (FailureException another) {
                partitions.rest(state, another.failure(), now);
            }
        }
        return same;
    }

    private Map<String, String> topicIds(List<Prepared> due) {
        try {
            return offsets.topicIds(CommittedOffsets.topics(
                    due.stream().map(it -> it.range().partition()).toList()));
        } catch (RuntimeException unreachable) {
            log.debug("Topic ids cannot be read", unreachable);
            return Map.of();
        }
    }

    private @Nullable Failure commitIntents(List<Range> fresh) {
        if (rules.delivery() == LoadingRules.Delivery.AT_LEAST_ONCE) {
            return null;
        }
        Map<TopicPartition, Committed> intents = new HashMap<>();
        for (var range : fresh) {
            var metadata = range.start().metadata(range.epoch(), range.intent());
            intents.put(range.partition(), new Committed(range.from(), metadata.text()));
        }
        return commit(intents);
    }
}

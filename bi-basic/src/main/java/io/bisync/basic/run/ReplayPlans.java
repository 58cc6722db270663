package io.bisync.basic.run;

import io.bisync.basic.account.Accounts;
import io.bisync.basic.account.Source;
import io.bisync.basic.account.StoredAccount;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.basic.topic.Topics;
import io.bisync.basic.topic.Topics.Topic;
import io.bisync.run.LoadableEntity;
import io.bisync.run.OffsetRange;
import io.bisync.run.RunPlan;
import io.bisync.run.RunRequest;
import io.bisync.run.SliceKind;
import io.bisync.run.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Plans which records of Kafka go through the topics of history again. Where they end is fixed now, so that a replay of a topic
 * of history does not chase itself.
 */
class ReplayPlans implements Plans {

    /** Offsets of a partition; the end is not part of it. */
    private record Range(long from, long to) {}

    private final Accounts accounts;
    private final Loadables loadables;
    private final Topics topics;
    private final InstantSource clock;

    ReplayPlans(Accounts accounts, Loadables loadables, Topics topics, InstantSource clock) {
        this.accounts = accounts;
        this.loadables = loadables;
        this.topics = topics;
        this.clock = clock;
    }

    @Override
    public Planned plan(Source source, RunRequest request) {
        var now = clock.instant();
        var time = time(request, now);
        requireKnown(source, request.accounts());
        var carrying = carrying(source, request);
        var there = topics.of(carrying.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
        requireThere(request.topic(), there);
        var partitions =
                there.values().stream().flatMap(it -> it.all().stream()).toList();
        var beginnings = topics.beginnings(partitions);
        var ranges = request.offsets() == null
                ? byTime(partitions, beginnings, time, request)
                : byOffsets(Objects.requireNonNull(request.topic()), request.offsets(), beginnings);
        var kept = kept(beginnings, now);
        var parts = new ArrayList<RunPlan.Part>();
        var slices = new ArrayList<NewSlice>();
        carrying.forEach((entity, names) -> {
            var before = slices.size();
            long rows = 0;
            for (var partition : ofTopics(names, there)) {
                var range = ranges.get(partition);
                if (range != null) {
                    slices.add(slice(entity, partition, range, there, request));
                    rows += range.to() - range.from();
                }
            }
            parts.add(part(entity, slices.size() - before, rows, since(names, kept, time.from())));
        });
        Planner.requireFew(slices.size());
        return new Planned(
                new RunPlan(
                        time.from(),
                        time.to(),
                        slices.size(),
                        parts.stream()
                                .mapToLong(it -> Objects.requireNonNullElse(it.rows(), 0L))
                                .sum(),
                        0L,
                        null,
                        parts),
                slices,
                List.of(),
                slices.isEmpty() ? "Kafka has no record of that." : null);
    }

    private static Moment.Time time(RunRequest request, Instant now) {
        if (request.offsets() != null && request.topic() == null) {
            throw invalid("offsets need a topic: of which");
        }
        if (request.offsets() != null && (request.from() != null || request.to() != null)) {
            throw invalid("offsets and from or to: say one of them");
        }
        return Moment.since(request, now);
    }

    /** The topics of each entity that is meant. */
    private Map<String, Set<String>> carrying(Source source, RunRequest request) {
        var carrying = new LinkedHashMap<String, Set<String>>();
        for (var entity : loadables.named(source, request.entities()).values()) {
            var topic = request.topic();
            if (entity.historyTopic() == null) {
                if (!request.entities().isEmpty()) {
                    throw notReplayable(entity);
                }
            } else if (topic == null || topicsOf(entity).contains(topic)) {
                carrying.put(entity.entity(), topic == null ? topicsOf(entity) : Set.of(topic));
            }
        }
        if (carrying.isEmpty()) {
            throw new RefusedException(
                    Code.NO_TOPIC, "No entity that is meant comes from a topic '%s'".formatted(request.topic()));
        }
        return carrying;
    }

    /** First what changes live, then what was loaded again: of two that are alike the later one wins. */
    private static Set<String> topicsOf(LoadableEntity entity) {
        return Stream.of(entity.topic(), entity.historyTopic())
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void requireThere(@Nullable String topic, Map<String, Topic> there) {
        if (topic != null && !there.containsKey(topic)) {
            throw new RefusedException(Code.NO_TOPIC, "Kafka has no topic '%s'".formatted(topic));
        }
    }

    private Map<TopicPartition, Range> byTime(
            List<TopicPartition> partitions,
            Map<TopicPartition, Long> beginnings,
            Moment.Time time,
            RunRequest request) {
        var ends = topics.ends(partitions);
        var since = time.from() == null ? beginnings : topics.at(partitions, time.from());
        var until = request.to() == null ? ends : topics.at(partitions, time.to());
        var ranges = new HashMap<TopicPartition, Range>();
        for (var it : partitions) {
            long end = Objects.requireNonNull(ends.get(it));
            long from = orEnd(Objects.requireNonNull(since.get(it)), end);
            long to = orEnd(Objects.requireNonNull(until.get(it)), end);
            if (from < to) {
                ranges.put(it, new Range(from, to));
            }
        }
        return ranges;
    }

    /** Where nothing was published since, or nothing that is committed. */
    private static long orEnd(long offset, long end) {
        return offset < 0 ? end : Math.min(offset, end);
    }

    private Map<TopicPartition, Range> byOffsets(
            String topic, List<OffsetRange> wanted, Map<TopicPartition, Long> beginnings) {
        var ends = topics.ends(beginnings.keySet());
        var ranges = new HashMap<TopicPartition, Range>();
        for (var it : wanted) {
            var partition = new TopicPartition(topic, it.partition());
            var beginning = beginnings.get(partition);
            if (beginning == null) {
                throw invalid("offsets: %s has no partition %d".formatted(topic, it.partition()));
            }
            long end = Objects.requireNonNull(ends.get(partition));
            long to = Objects.requireNonNullElse(it.to(), end);
            if (it.from() < beginning || to > end || it.from() >= to) {
                throw invalid("offsets: of %s there is %d to %d, not %d to %d"
                        .formatted(partition, beginning, end, it.from(), to));
            }
            if (ranges.put(partition, new Range(it.from(), to)) != null) {
                throw invalid("offsets: partition %d is there twice".formatted(it.partition()));
            }
        }
        return ranges;
    }

    /** Since when partitions that lost their first records have all; an empty one has nothing of the past. */
    private Map<TopicPartition, Instant> kept(Map<TopicPartition, Long> beginnings, Instant now) {
        var lost = beginnings.entrySet().stream()
                .filter(it -> it.getValue() > 0)
                .map(Map.Entry::getKey)
                .toList();
        var first = topics.firstTimes(lost);
        return lost.stream().collect(Collectors.toMap(it -> it, it -> first.getOrDefault(it, now)));
    }

    /** Nothing where all that is wanted is there. */
    private static @Nullable Instant since(
            Set<String> names, Map<TopicPartition, Instant> kept, @Nullable Instant from) {
        return kept.entrySet().stream()
                .filter(it -> names.contains(it.getKey().topic()))
                .map(Map.Entry::getValue)
                .max(Instant::compareTo)
                .filter(it -> from == null || it.isAfter(from))
                .orElse(null);
    }

    private static List<TopicPartition> ofTopics(Set<String> names, Map<String, Topic> there) {
        return names.stream()
                .flatMap(it -> Stream.ofNullable(there.get(it)))
                .flatMap(it -> it.all().stream())
                .toList();
    }

    private static NewSlice slice(
            String entity, TopicPartition partition, Range range, Map<String, Topic> there, RunRequest request) {
        return NewSlice.of(
                request.onlyTells() ? SliceKind.REHEARSAL : SliceKind.REPLAY,
                entity,
                new Stretch(
                        partition.topic(),
                        Objects.requireNonNull(there.get(partition.topic())).id(),
                        partition.partition(),
                        range.from(),
                        range.to(),
                        List.of(),
                        request.accounts(),
                        null),
                range.to() - range.from());
    }

    private static RunPlan.Part part(String entity, int slices, long rows, @Nullable Instant kept) {
        return new RunPlan.Part(
                null, entity, slices, Duration.ZERO, Duration.ZERO, List.of(), rows, 0L, null, kept, null);
    }

    private void requireKnown(Source source, List<String> named) {
        var known = new HashSet<String>();
        accounts.list(source).stream().map(StoredAccount::id).forEach(known::add);
        named.stream().filter(it -> !known.contains(it)).findFirst().ifPresent(it -> {
            throw new RefusedException(Code.NO_ACCOUNT, "No account '%s' of %s".formatted(it, source));
        });
    }

    static RefusedException notReplayable(LoadableEntity entity) {
        return new RefusedException(
                Code.NOT_REPLAYABLE,
                "Entity '%s' has no topic of history, so nothing of it can be sent again".formatted(entity.entity()));
    }

    private static RefusedException invalid(String why) {
        return new RefusedException(Code.INVALID, why);
    }
}

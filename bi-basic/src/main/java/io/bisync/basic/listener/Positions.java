package io.bisync.basic.listener;

import io.bisync.account.ListenerStatus.Kind;
import io.bisync.basic.audit.Audit;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.basic.listener.NewPosition.To;
import io.bisync.kafka.Offsets;
import io.bisync.listener.decision.ListenerDecision.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.transaction.support.TransactionTemplate;

/** Moves the group of a listener that is stopped. What a listener that loads is moved past is kept. */
class Positions {

    private final ListenerDecisions listeners;
    private final SkippedRanges skipped;
    private final TransactionTemplate transaction;
    private final Audit audit;
    private final Map<String, Object> client;
    private final Answers kafka = new Answers();

    Positions(
            ListenerDecisions listeners,
            SkippedRanges skipped,
            TransactionTemplate transaction,
            Audit audit,
            KafkaAdmin admin) {
        this.listeners = listeners;
        this.skipped = skipped;
        this.transaction = transaction;
        this.audit = audit;
        this.client = new HashMap<>(admin.getConfigurationProperties());
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) Answers.PATIENCE.toMillis());
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Answers.PATIENCE.toMillis());
    }

    /** What becomes of each partition, or would. */
    List<Move> move(String service, String listener, NewPosition wanted) {
        var known = listeners.known(service, listener);
        requireStopped(known);
        var admin = Admin.create(client);
        try {
            var group = Group.of(known.kind(), Objects.requireNonNull(known.group()), kafka);
            requireNobody(group.members(admin), known);
            var partitions = partitions(admin, known, wanted);
            var before = group.positions(admin);
            var moves = moves(admin, partitions, before, wanted);
            requireAllowed(known, moves, before);
            if (!wanted.dryRun()) {
                var due = moves.stream()
                        .filter(it -> !it.stays() || !before.containsKey(it.of()))
                        .toList();
                carryOut(admin, known, group, due, wanted);
            }
            return moves;
        } catch (KafkaException unusable) {
            throw kafka.away(String.valueOf(unusable.getMessage()));
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private static void requireStopped(KnownListener listener) {
        var decision = listener.decision();
        if (decision == null || decision.state() != State.STOPPED) {
            throw new RefusedException(
                    Code.NOT_STOPPED,
                    "Only a listener that is stopped is moved: PUT /api/listeners/%s/%s with {\"state\":\"STOPPED\"} first"
                            .formatted(listener.service(), listener.listener()));
        }
        if (listener.group() == null) {
            throw new RefusedException(Code.NOT_POSSIBLE, "A listener without a group keeps no position");
        }
    }

    private static void requireNobody(int members, KnownListener listener) {
        if (members > 0) {
            throw new RefusedException(
                    Code.NOT_STOPPED,
                    "The group %s still has %d members: wait until all pods have stopped, and stop every other listener of that group"
                            .formatted(listener.group(), members));
        }
    }

    private List<TopicPartition> partitions(Admin admin, KnownListener listener, NewPosition wanted) {
        if (wanted.topic() != null && !listener.topics().contains(wanted.topic())) {
            throw new RefusedException(
                    Code.NO_LISTENER,
                    "Listener '%s' does not listen to '%s', but to %s"
                            .formatted(listener.listener(), wanted.topic(), listener.topics()));
        }
        if ((wanted.to() == To.OFFSET) != (wanted.offset() != null)
                || (wanted.to() == To.TIME) != (wanted.time() != null)) {
            throw new RefusedException(
                    Code.INVALID, "OFFSET takes an offset, TIME takes a time, BEGINNING and END take neither");
        }
        if (wanted.to() == To.OFFSET && (wanted.topic() == null || wanted.partition() == null)) {
            throw new RefusedException(Code.INVALID, "An offset belongs to one partition: send topic and partition");
        }
        var topics = wanted.topic() == null ? listener.topics() : List.of(wanted.topic());
        var partitions = kafka.answer(admin.describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .filter(it -> wanted.partition() == null || it.partition() == wanted.partition())
                        .map(it -> new TopicPartition(topic.name(), it.partition())))
                .sorted(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition))
                .toList();
        if (partitions.isEmpty()) {
            throw new RefusedException(
                    Code.NO_LISTENER, "None of %s has a partition %d".formatted(topics, wanted.partition()));
        }
        return partitions;
    }

    private List<Move> moves(
            Admin admin,
            List<TopicPartition> partitions,
            Map<TopicPartition, OffsetAndMetadata> before,
            NewPosition wanted) {
        var beginnings = kafka.answer(Offsets.at(admin, partitions, OffsetSpec.earliest()));
        var ends = kafka.answer(Offsets.at(admin, partitions, OffsetSpec.latest()));
        var times = wanted.time() == null
                ? Map.<TopicPartition, Long>of()
                : kafka.answer(Offsets.at(
                        admin, partitions, OffsetSpec.forTimestamp(wanted.time().toEpochMilli())));
        return partitions.stream()
                .map(it -> {
                    long beginning = Objects.requireNonNull(beginnings.get(it));
                    long end = Objects.requireNonNull(ends.get(it));
                    var from = before.get(it);
                    return new Move(
                            it.topic(),
                            it.partition(),
                            from == null ? beginning : from.offset(),
                            target(wanted, it, beginning, end, times.getOrDefault(it, -1L)));
                })
                .toList();
    }

    private static long target(NewPosition wanted, TopicPartition partition, long beginning, long end, long atTime) {
        return switch (wanted.to()) {
            case BEGINNING -> beginning;
            case END -> end;
            // Nothing is as new as that.
            case TIME -> atTime < 0 ? end : atTime;
            case OFFSET -> {
                long offset = Objects.requireNonNull(wanted.offset());
                if (offset < beginning || offset > end) {
                    throw new RefusedException(
                            Code.INVALID,
                            "%s holds the offsets from %d to %d, not %d".formatted(partition, beginning, end, offset));
                }
                yield offset;
            }
        };
    }

    private static void requireAllowed(
            KnownListener listener, List<Move> moves, Map<TopicPartition, OffsetAndMetadata> before) {
        for (var move : moves) {
            var refusal = move.refusal(listener.kind(), note(before.get(move.of())));
            if (refusal != null) {
                throw new RefusedException(Code.MOVES_BADLY, refusal);
            }
        }
    }

    private static String note(@Nullable OffsetAndMetadata committed) {
        return committed == null ? "" : committed.metadata();
    }

    /** What is skipped is kept before it is skipped: a process that ends in between has kept too much, never too little. */
    private void carryOut(Admin admin, KnownListener listener, Group group, List<Move> due, NewPosition wanted) {
        if (due.isEmpty()) {
            return;
        }
        var kept = new ArrayList<Long>();
        if (listener.kind() == Kind.LOADING) {
            transaction.executeWithoutResult(_ -> due.stream()
                    .filter(it -> !it.stays())
                    .forEach(it -> kept.add(skipped.keep(listener, it, wanted.reason()))));
        }
        try {
            group.move(admin, due.stream().collect(Collectors.toMap(Move::of, Move::to)));
        } catch (RefusedException notMoved) {
            skipped.remove(kept);
            throw notMoved;
        }
        transaction.executeWithoutResult(_ -> audit.note(
                "listener.move", "listener %s/%s".formatted(listener.service(), listener.listener()), due, wanted));
    }
}

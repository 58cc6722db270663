package io.bisync.lane;

import io.bisync.account.ListenerStatus.LastError;
import io.bisync.lane.LaneSchedule.Claim;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/**
 * A listener whose records are worked on in lanes. Only its own thread calls a consumer: with what a poll gave, before every
 * poll, empty ones too, and at rebalances. Nobody acknowledges; before a poll the offsets below which everything is
 * finished are committed, and partitions at their bound are paused.
 */
final class LaneListener
        implements BatchConsumerAwareMessageListener<byte[], byte[]>,
                BatchInterceptor<byte[], byte[]>,
                ConsumerAwareRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(LaneListener.class);

    private static final Duration COMMIT = Duration.ofSeconds(10);

    private final String id;
    private final LaneWorkers workers;
    private final Map<Claim, Long> committed = new ConcurrentHashMap<>();
    /** Paused by us, with the record that holds them up. */
    private final Map<Claim, ConsumerRecord<?, ?>> paused = new ConcurrentHashMap<>();

    LaneListener(String id, LaneWorkers workers) {
        this.id = id;
        this.workers = workers;
    }

    String id() {
        return id;
    }

    /** The records that hold partitions up which take no more until those are finished; any thread may ask. */
    Collection<ConsumerRecord<?, ?>> blocking() {
        return List.copyOf(paused.values());
    }

    /** What failed last in its lanes, or null; any thread may ask. */
    @Nullable LastError lastError() {
        return workers.lastError();
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records, @Nullable Consumer<?, ?> consumer) {
        var owner = Objects.requireNonNull(consumer);
        records.stream()
                .collect(Collectors.groupingBy(it -> new TopicPartition(it.topic(), it.partition())))
                .forEach((partition, ofIt) -> workers.add(new Claim(owner, partition), ofIt));
    }

    @Override
    public ConsumerRecords<byte[], byte[]> intercept(
            ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
        return records;
    }

    @Override
    public void setupThreadState(Consumer<?, ?> consumer) {
        guarded("before a poll", () -> {
            var claims = claims(consumer, consumer.assignment());
            var prefixes = prefixes(claims);
            for (var claim : claims) {
                // Markers and aborted records behind the last record are nobody's work.
                if (workers.oldest(claim) == null && prefixes.containsKey(claim)) {
                    prefixes.put(claim, consumer.position(claim.partition()));
                }
            }
            commit(consumer, prefixes);
            pause(consumer, claims);
        });
    }

    @Override
    public void onPartitionsRevokedBeforeCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        guarded("while partitions went", () -> {
            var claims = claims(consumer, partitions);
            if (!workers.drain(claims)) {
                log.warn(
                        "BI-LANE-04 {}: records are still at work while their partitions go to another member, which"
                                + " gets them again: {}",
                        id,
                        partitions);
            }
            // Not the position: a poll may have brought records that were not handed over, as the listener stops.
            commit(consumer, prefixes(claims));
            forget(claims);
        });
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        log.info("{}: partitions were lost without notice; another member may have them: {}", id, partitions);
        guarded("while partitions were lost", () -> forget(claims(consumer, partitions)));
    }

    private void forget(List<Claim> claims) {
        workers.forget(claims);
        claims.forEach(committed::remove);
        claims.forEach(paused::remove);
    }

    private Map<Claim, Long> prefixes(List<Claim> claims) {
        Map<Claim, Long> prefixes = new HashMap<>();
        for (var claim : claims) {
            var prefix = workers.prefix(claim);
            if (prefix != null) {
                prefixes.put(claim, prefix);
            }
        }
        return prefixes;
    }

    /**
     * The broker checks the member and not whose a partition is; these are still this consumer's. A commit that fails may
     * have happened: what is committed counts as unknown, and is said again before the next poll.
     */
    private void commit(Consumer<?, ?> consumer, Map<Claim, Long> prefixes) {
        var due = new HashMap<TopicPartition, OffsetAndMetadata>();
        prefixes.forEach((claim, prefix) -> {
            if (!prefix.equals(committed.get(claim))) {
                due.put(claim.partition(), new OffsetAndMetadata(prefix));
            }
        });
        if (due.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(due, COMMIT);
            committed.putAll(prefixes);
        } catch (KafkaException unknown) {
            prefixes.keySet().forEach(committed::remove);
            log.info(
                    "{}: a commit may have happened or not, and is said again: {}",
                    id,
                    unknown.getClass().getSimpleName());
        }
    }

    private void pause(Consumer<?, ?> consumer, List<Claim> claims) {
        for (var claim : claims) {
            var oldest = workers.blocking(claim);
            var before = oldest == null ? paused.remove(claim) : paused.put(claim, oldest);
            if (oldest != null && before == null) {
                log.warn(
                        "BI-LANE-01 {}: {} takes no more records until offset {} is handled, which holds key {}",
                        id,
                        claim.partition(),
                        oldest.offset(),
                        LaneHealthIndicator.key(oldest));
            }
            if (oldest != null) {
                consumer.pause(List.of(claim.partition()));
            } else if (before != null) {
                consumer.resume(List.of(claim.partition()));
                log.info("{}: {} takes records again", id, claim.partition());
            }
        }
    }

    private static List<Claim> claims(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        return partitions.stream().map(it -> new Claim(consumer, it)).toList();
    }

    /** An exception here would end the consumer's thread, or be lost. */
    private void guarded(String when, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException unexpected) {
            log.error("BI-LANE-05 {}: failed {}; it is tried again before the next poll", id, when, unexpected);
        }
    }
}

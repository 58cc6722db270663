package io.bisync.loading.kafka;

import io.bisync.loading.FailureException;
import io.bisync.loading.kafka.HistoryRecords.Made;
import io.bisync.loading.range.ParkedPartition;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Reads what is parked and, once its account is not held any more, publishes it where it is loaded from: the topic of history.
 * A record that is published twice is the same version of the same row, so what nobody acknowledged is sent again.
 */
final class ParkedRecords implements ConsumerRebalanceListener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ParkedRecords.class);

    static final Map<String, Object> FIXED = Map.of(
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false);
    static final String SUFFIX = "-parked";
    private static final byte[] EMPTY = {'{', '}'};
    private static final Duration POLL = Duration.ofMillis(200);
    /** So many polls at a time; the group's coordinator waits much longer for the next ones. */
    private static final int MOST_POLLS = 200;

    /** So many records lie from the first one that waits on, the oldest since then. */
    private record Lying(long records, long since) {

        Lying and(Lying other) {
            return new Lying(records + other.records, Math.min(since, other.since));
        }
    }

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Function<ProducerRecord<byte[], byte[]>, CompletableFuture<?>> publish;
    private final AccountHolds holds;
    private final Set<String> topics;
    private final HistoryRecords records;
    private final Map<TopicPartition, ParkedPartition> partitions = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private @Nullable Consumer<byte[], byte[]> consumer;
    private volatile Map<String, Lying> waiting = Map.of();
    private volatile boolean stopped;

    /**
     * Reads nothing yet.
     *
     * @param topics every loaded topic
     * @param records makes of them what is loaded
     */
    ParkedRecords(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Function<ProducerRecord<byte[], byte[]>, CompletableFuture<?>> publish,
            AccountHolds holds,
            Set<String> topics,
            HistoryRecords records,
            InstantSource clock,
            MeterRegistry registry) {
        this.consumers = consumers;
        this.publish = publish;
        this.holds = holds;
        this.topics = Set.copyOf(topics);
        this.records = records;
        for (var topic : topics) {
            Gauge.builder("bi.parked.records", () -> records(topic))
                    .description("Records on the parked topic from the first one that waits for its account, in this"
                            + " process's partitions")
                    .tag("topic", topic)
                    .register(registry);
            Gauge.builder("bi.parked.oldest.age", () -> age(topic, clock))
                    .description("Age of the record that waits longest for its account in this process's partitions; 0"
                            + " where none does")
                    .baseUnit("seconds")
                    .tag("topic", topic)
                    .register(registry);
        }
    }

    private long records(String topic) {
        var lying = waiting.get(topic + SUFFIX);
        return lying == null ? 0 : lying.records();
    }

    private double age(String topic, InstantSource clock) {
        var lying = waiting.get(topic + SUFFIX);
        return lying == null ? 0 : (clock.millis() - lying.since()) / 1_000.0;
    }

    static Map<String, Object> settings(Map<String, Object> common, String group) {
        Map<String, Object> all = new HashMap<>(common);
        all.putAll(FIXED);
        all.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
        return all;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    synchronized void look() throws InterruptedException {
        try {
            if (stopped) {
                return;
            }
            var reader = reader();
            for (var polls = 0; polls < MOST_POLLS && !stopped; polls++) {
                var records = reader.poll(POLL);
                for (var partition : records.partitions()) {
                    release(partition, records.records(partition));
                }
                goOn(reader);
                if (records.isEmpty()) {
                    break;
                }
            }
        } catch (KafkaException | FailureException | ExecutionException | TimeoutException failed) {
            // What was read and not acknowledged comes again: a new reader goes by what is committed.
            log.warn(
                    "BI-LOAD-21 Parked records are read again from what is committed ({})",
                    failed.getClass().getSimpleName());
            forget();
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        var offsets = reader().committed(Set.copyOf(assigned), LoadingConsumerConfig.CALL);
        for (var partition : assigned) {
            var found = offsets.get(partition);
            partitions.put(
                    partition,
                    found == null ? ParkedPartition.of(0, "") : ParkedPartition.of(found.offset(), found.metadata()));
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        partitions.keySet().removeAll(revoked);
        committed.keySet().removeAll(revoked);
    }

    @Override
    public void close() {
        stopped = true;
        forget();
    }

    private synchronized void forget() {
        var open = consumer;
        consumer = null;
        partitions.clear();
        committed.clear();
        if (open != null) {
            open.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        }
    }

    private void release(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records)
            throws InterruptedException, ExecutionException, TimeoutException {
        var state = partitions.get(partition);
        if (state == null) {
            return;
        }
        var due = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var sent = new ArrayList<CompletableFuture<?>>();
        for (var record : records) {
            if (state.isDue(record, held(partition))) {
                due.add(record);
                sent.add(publish.apply(released(record)));
            }
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                .get(KafkaDeadLetters.ACKNOWLEDGED.toMillis(), TimeUnit.MILLISECONDS);
        due.forEach(state::released);
        if (!due.isEmpty()) {
            log.info("{} records of {} wait no longer", due.size(), partition);
        }
    }

    /** Reads again what waits and need not any more, and commits how far nothing does. */
    private void goOn(Consumer<byte[], byte[]> reader) {
        Map<TopicPartition, OffsetAndMetadata> news = new HashMap<>();
        Map<String, Lying> lying = new HashMap<>();
        partitions.forEach((partition, state) -> {
            var held = held(partition);
            var position = reader.position(partition, LoadingConsumerConfig.CALL);
            state.goOn(position, held).ifPresent(from -> reader.seek(partition, from));
            var next = state.position();
            var offset = new OffsetAndMetadata(next.offset(), next.metadata());
            if (!offset.equals(committed.get(partition))) {
                news.put(partition, offset);
            }
            state.waitingSince()
                    .ifPresent(since ->
                            lying.merge(partition.topic(), new Lying(position - next.offset(), since), Lying::and));
        });
        if (!news.isEmpty()) {
            reader.commitSync(news, LoadingConsumerConfig.CALL);
            committed.putAll(news);
        }
        waiting = Map.copyOf(lying);
    }

    private Predicate<String> held(TopicPartition partition) {
        var topic = partition.topic().substring(0, partition.topic().length() - SUFFIX.length());
        return account -> holds.isHeld(topic, account);
    }

    /**
     * The record as it was before it was parked. One of which nobody knows what is personal in it stays where it is parked; an
     * empty object is loaded in its place, so that a person finds it among the dead letters.
     */
    private ProducerRecord<byte[], byte[]> released(ConsumerRecord<byte[], byte[]> parked) {
        return switch (records.of(parked)) {
            case Made.Copy(var copy) -> copy;
            case Made.Unreadable(var code, var message) -> {
                log.atWarn()
                        .addKeyValue("code", code)
                        .log(
                                "{} {}-{}@{} is loaded as an empty object: {}",
                                code,
                                parked.topic(),
                                parked.partition(),
                                parked.offset(),
                                message);
                yield records.with(parked, EMPTY.clone());
            }
        };
    }

    private Consumer<byte[], byte[]> reader() {
        var open = consumer;
        if (open == null) {
            open = consumers.get();
            consumer = open;
            open.subscribe(topics.stream().map(it -> it + SUFFIX).toList(), this);
        }
        return open;
    }
}

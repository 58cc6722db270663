package io.bisync.local.leke;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leke's side of a topic: writes in order, keeps trying while the broker is away, keeps the books. */
final class EventTopic implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventTopic.class);
    private static final int MOST_TRIES = 100;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
    private static final Map<String, String> CONFIGS = Map.of("cleanup.policy", "delete");

    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final Map<WrittenKind, AtomicLong> written = new EnumMap<>(WrittenKind.class);
    private final Queue<PoisonRecord> poison = new ConcurrentLinkedQueue<>();
    private final AtomicLong lost = new AtomicLong();

    EventTopic(String bootstrapServers, String topic, int partitions) {
        this.topic = topic;
        create(bootstrapServers, partitions);
        for (WrittenKind kind : WrittenKind.values()) {
            written.put(kind, new AtomicLong());
        }
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        // The truth counts on every record: a broker that is away for long must not lose one.
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        Integer.MAX_VALUE,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        Long.MAX_VALUE,
                        ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        500),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void event(WrittenKind kind, ChangeEvent event) {
        send(kind, event.key(), event.bytes(), event.eventId(), null);
    }

    void poison(PoisonKind kind, ChangeEvent event) {
        send(WrittenKind.POISON, event.key(), kind.spoil(event), event.eventId(), kind);
    }

    void nullValue(String key) {
        send(WrittenKind.NULL, key, null, null, null);
    }

    /** Returns when the broker has acknowledged everything. */
    void flush() {
        producer.flush();
    }

    List<PoisonRecord> poison() {
        return List.copyOf(poison);
    }

    /** How many records of each kind; {@code lost} must be 0, or the truth is not to be had from the topic. */
    Map<String, Long> books() {
        Map<String, Long> books = new TreeMap<>();
        written.forEach((kind, count) -> books.put(kind.name().toLowerCase(Locale.ROOT), count.get()));
        books.put("lost", lost.get());
        return books;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }

    private void send(
            WrittenKind kind,
            String key,
            byte @Nullable [] value,
            @Nullable String eventId,
            @Nullable PoisonKind poisonKind) {
        var record = new ProducerRecord<byte[], byte[]>(topic, key.getBytes(StandardCharsets.UTF_8), value);
        header(record.headers(), "event-id", eventId);
        header(record.headers(), "schema-version", "1");
        header(record.headers(), "content-type", "application/json");
        var _ = producer.send(record, (metadata, failure) -> {
            if (failure != null) {
                lost.incrementAndGet();
                log.atError()
                        .addKeyValue("topic", topic)
                        .setCause(failure)
                        .log("A record could not be written; the truth no longer follows from the topic");
            } else if (poisonKind != null) {
                poison.add(new PoisonRecord(metadata.topic(), metadata.partition(), metadata.offset(), poisonKind));
            }
        });
        books(kind).incrementAndGet();
    }

    private AtomicLong books(WrittenKind kind) {
        return written.computeIfAbsent(kind, _ -> new AtomicLong());
    }

    private static void header(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Returns when every partition has a leader that answers: a producer that comes earlier can get stuck. */
    private void create(String bootstrapServers, int partitions) {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            var wanted = new NewTopic(topic, partitions, (short) -1).configs(CONFIGS);
            boolean created = admin.createTopics(List.of(wanted))
                    .all()
                    .toCompletionStage()
                    .handle((_, failure) -> {
                        if (failure != null && !(failure instanceof TopicExistsException)) {
                            throw new CompletionException(failure);
                        }
                        return failure == null;
                    })
                    .toCompletableFuture()
                    .get();
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            for (int partition = 0; created && partition < partitions; partition++) {
                ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
            awaitLeaders(admin, ends);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Could not create topic %s at %s".formatted(topic, bootstrapServers), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating topic " + topic, e);
        }
    }

    /** The broker that is asked may not have heard of a topic that was made just now. */
    private static void awaitLeaders(Admin admin, Map<TopicPartition, OffsetSpec> ends)
            throws ExecutionException, InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                admin.listOffsets(ends).all().get();
                return;
            } catch (ExecutionException unknown) {
                if (!(unknown.getCause() instanceof UnknownTopicOrPartitionException) || tries == MOST_TRIES) {
                    throw unknown;
                }
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }
}

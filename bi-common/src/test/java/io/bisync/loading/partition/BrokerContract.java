package io.bisync.loading.partition;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bisync.loading.Held;
import io.bisync.loading.range.OffsetMetadata;
import io.bisync.loading.range.OffsetMetadata.Intent;
import io.bisync.loading.range.Rejections;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What loading relies on from a broker. Another broker, or another version, has to pass this first. */
abstract class BrokerContract {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final String topic = "contract-" + UUID.randomUUID();
    private final TopicPartition partition = new TopicPartition(topic, 0);
    private Admin admin;

    abstract String bootstrapServers();

    @BeforeEach
    void createTopic() throws Exception {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void closeAdmin() {
        admin.close();
    }

    @Test
    void theIntentBesideAnOffsetComesBackAsItWasWritten() throws Exception {
        var note = new OffsetMetadata(
                topicId().toString(),
                1,
                new Rejections(new TreeMap<>(Map.of("7", 2)), new TreeMap<>(Map.of("9", 6L))),
                new Intent(
                        1_234,
                        Instant.ofEpochMilli(1_767_225_600_000L),
                        "Zk3_-x",
                        new OffsetMetadata.Content(5, -1),
                        new TreeSet<>(Set.of("ods_a", "ods_b")),
                        new TreeMap<>(Map.of("8", new Held(8, false))),
                        new TreeSet<>(Set.of(3, 7))));

        commit(7, note.text());

        assertThat(committed().offset()).isEqualTo(7);
        assertThat(committed().metadata()).isEqualTo(note.text());
        assertThat(OffsetMetadata.parse(committed().metadata())).isEqualTo(note);
    }

    @Test
    void aCommitOfTheSameOffsetChangesOnlyItsNote() {
        commit(7, "bi1 topic=a epoch=0 aside=0");
        commit(7, "bi1 topic=a epoch=0 aside=0 to=9 at=1");

        assertThat(committed()).isEqualTo(new OffsetAndMetadata(7, "bi1 topic=a epoch=0 aside=0 to=9 at=1"));
    }

    @Test
    void aNoteMayHave4096Characters() {
        var longest = "n".repeat(4_096);
        commit(7, longest);

        assertThatThrownBy(() -> commit(8, longest + "n")).isInstanceOf(OffsetMetadataTooLarge.class);
        assertThat(committed()).isEqualTo(new OffsetAndMetadata(7, longest));
    }

    @Test
    void abortedRecordsAreSkippedAndLeaveGaps() {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers(), "transactional.id", topic),
                new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            write(producer, "a", "b");
            producer.commitTransaction();
            write(producer, "never", "seen");
            producer.abortTransaction();
            write(producer, "c");
            producer.commitTransaction();
        }

        try (var consumer = consumer("earliest")) {
            consumer.assign(List.of(partition));
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            await("the end behind the last marker").atMost(LIMIT).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return consumer.position(partition) == 8;
            });
            assertThat(records).extracting(ConsumerRecord::value).containsExactly("a", "b", "c");
            assertThat(records).extracting(ConsumerRecord::offset).containsExactly(0L, 1L, 6L);
            assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, 8L);
        }
    }

    @Test
    void withoutAResetRuleAMissingOffsetThrows() {
        try (var consumer = consumer("none")) {
            consumer.assign(List.of(partition));

            assertThatThrownBy(() -> consumer.poll(LIMIT)).isInstanceOf(NoOffsetForPartitionException.class);
        }
    }

    @Test
    void withoutAResetRuleAnOffsetThatRetentionTookThrows() throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (var value : List.of("a", "b", "c")) {
                producer.send(new ProducerRecord<>(topic, value)).get(60, TimeUnit.SECONDS);
            }
        }
        commit(1, "");
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(2)))
                .all()
                .get(60, TimeUnit.SECONDS);

        try (var consumer = consumer("none")) {
            consumer.assign(List.of(partition));

            assertThatThrownBy(() -> consumer.poll(LIMIT)).isInstanceOf(OffsetOutOfRangeException.class);
        }
    }

    @Test
    void aTopicThatIsMadeAgainHasAnotherId() throws Exception {
        var before = topicId();
        admin.deleteTopics(List.of(topic)).all().get(60, TimeUnit.SECONDS);

        await("the name to be free")
                .atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                                .all()
                                .get(60, TimeUnit.SECONDS)
                        == null);

        assertThat(topicId()).isNotEqualTo(before).isNotEqualTo(Uuid.ZERO_UUID);
    }

    /** Waits: the controller acknowledges a topic before the broker that answers has it in its metadata. */
    private Uuid topicId() {
        return await("the topic in the broker's metadata")
                .atMost(LIMIT)
                .ignoreExceptionsMatching(failed -> failed.getCause() instanceof UnknownTopicOrPartitionException)
                .until(
                        () -> requireNonNull(admin.describeTopics(List.of(topic))
                                        .allTopicNames()
                                        .get(60, TimeUnit.SECONDS)
                                        .get(topic))
                                .topicId(),
                        Objects::nonNull);
    }

    private void write(KafkaProducer<String, String> producer, String... values) {
        producer.beginTransaction();
        for (var value : values) {
            var _ = producer.send(new ProducerRecord<>(topic, value));
        }
        producer.flush();
    }

    private void commit(long offset, String note) {
        try (var consumer = consumer("none")) {
            consumer.assign(List.of(partition));
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(offset, note)), LIMIT);
        }
    }

    private OffsetAndMetadata committed() {
        try (var consumer = consumer("none")) {
            var offset =
                    requireNonNull(consumer.committed(Set.of(partition), LIMIT).get(partition));
            return new OffsetAndMetadata(offset.offset(), offset.metadata());
        }
    }

    private KafkaConsumer<String, String> consumer(String reset) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers(),
                        "group.id",
                        topic,
                        "auto.offset.reset",
                        reset,
                        "enable.auto.commit",
                        false,
                        "isolation.level",
                        "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
    }
}

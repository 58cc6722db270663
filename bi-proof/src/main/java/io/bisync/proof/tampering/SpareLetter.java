package io.bisync.proof.tampering;

import io.bisync.local.stack.LocalStack;
import io.bisync.proof.comparison.DeadLetters;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.probe.Place;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A dead letter about a record that is no poison.
 *
 * <p>Kafka deletes records only from the beginning of a partition: the letter goes to one that holds no other.
 */
final class SpareLetter {

    private final Map<String, Object> broker;

    SpareLetter(LocalStack stack) {
        this.broker =
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafka().bootstrapServers());
    }

    Tampering set(Place innocent) {
        String topic = innocent.topic() + "-dlt";
        try (var admin = Admin.create(broker);
                var producer = new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer())) {
            TopicPartition empty = empty(admin, topic);
            var letter = new ProducerRecord<byte[], byte[]>(
                    topic, empty.partition(), null, "{}".getBytes(StandardCharsets.UTF_8));
            letter.headers()
                    .add(DeadLetters.TOPIC, innocent.topic().getBytes(StandardCharsets.UTF_8))
                    .add(
                            DeadLetters.PARTITION,
                            ByteBuffer.allocate(Integer.BYTES)
                                    .putInt(innocent.partition())
                                    .array())
                    .add(
                            DeadLetters.OFFSET,
                            ByteBuffer.allocate(Long.BYTES)
                                    .putLong(innocent.offset())
                                    .array());
            long offset = producer.send(letter).get().offset();
            return new Tampering(
                    "a dead letter too many",
                    Verdict.DEAD_LETTERS,
                    innocent + " was rejected and is no poison",
                    () -> deleteTo(empty, offset + 1));
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot write a dead letter to " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while writing a dead letter to " + topic, e);
        }
    }

    private static TopicPartition empty(Admin admin, String topic) throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions = new ArrayList<>();
        for (var description :
                admin.describeTopics(List.of(topic)).allTopicNames().get().values()) {
            description
                    .partitions()
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        var ends = admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())))
                .all()
                .get();
        return partitions.stream()
                .filter(partition ->
                        ends.containsKey(partition) && ends.get(partition).offset() == 0)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("Every partition of %s holds dead letters".formatted(topic)));
    }

    private void deleteTo(TopicPartition partition, long offset) {
        try (var admin = Admin.create(broker)) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot take the dead letter back from " + partition, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while taking the dead letter back", e);
        }
    }
}

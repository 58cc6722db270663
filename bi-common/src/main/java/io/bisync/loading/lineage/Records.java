package io.bisync.loading.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.kafka.KafkaClients;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/** Looks single records up, as often as somebody asks. */
class Records {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DefaultKafkaConsumerFactory<byte[], byte[]> consumers;

    Records(KafkaClients clients) {
        var settings = new HashMap<>(clients.handling());
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        this.consumers = new DefaultKafkaConsumerFactory<>(settings);
    }

    /** What a place holds, or why that cannot be told. */
    FollowedRecord at(RecordPlace place) {
        try (var consumer = consumers.createConsumer()) {
            var record = read(consumer, place);
            return record == null ? FollowedRecord.gone(place, "Its topic does not have it any more") : told(record);
        } catch (OffsetOutOfRangeException _) {
            return FollowedRecord.gone(place, "Its topic does not have it any more");
        } catch (KafkaException away) {
            return FollowedRecord.gone(
                    place, "Kafka does not answer: " + away.getClass().getSimpleName());
        }
    }

    private static @Nullable ConsumerRecord<byte[], byte[]> read(Consumer<byte[], byte[]> consumer, RecordPlace place) {
        var partition = new TopicPartition(place.topic(), place.partition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, place.offset());
        var polled = consumer.poll(PATIENCE).records(partition);
        return polled.isEmpty() || polled.getFirst().offset() != place.offset() ? null : polled.getFirst();
    }

    private static FollowedRecord told(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers().forEach(it -> headers.put(it.key(), it.value() == null ? "" : printable(it.value())));
        return new FollowedRecord(
                new RecordPlace(record.topic(), record.partition(), record.offset()).toString(),
                Instant.ofEpochMilli(record.timestamp()),
                record.key() == null ? null : printable(record.key()),
                headers,
                record.value() == null ? null : record.value().length,
                null);
    }

    private static String printable(byte[] value) {
        try {
            var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
            if (text.chars().noneMatch(Character::isISOControl)) {
                return text;
            }
        } catch (CharacterCodingException _) {
            // Told by its length.
        }
        return "(%d bytes)".formatted(value.length);
    }
}

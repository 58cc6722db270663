package io.bisync.basic.letter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.kafka.KafkaClients;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/** Reads one letter from its topic. Values of the topics that we write hold nothing personal; those that an ERP writes may. */
class LetterReader {

    /** What our own topics begin with: personal values are taken out before anything is published there. */
    private static final String OURS = "erp.";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST = 64 * 1024;

    private final DefaultKafkaConsumerFactory<byte[], byte[]> consumers;

    LetterReader(KafkaClients clients) {
        var settings = new HashMap<>(clients.handling());
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        this.consumers = new DefaultKafkaConsumerFactory<>(settings);
    }

    LetterContent read(Letter letter) {
        try (var consumer = consumers.createConsumer()) {
            var record = record(consumer, letter);
            var original = letter.originalTopic();
            if (original == null || !original.startsWith(OURS)) {
                return new LetterContent(
                        letter,
                        headers(record.headers()),
                        null,
                        "The value is as somebody else wrote it and may hold personal values: a token of role INSPECTOR"
                                + " reads it under /original");
            }
            return new LetterContent(letter, headers(record.headers()), text(record.value()), null);
        } catch (KafkaException away) {
            throw away(away);
        }
    }

    /** The value, byte for byte; nothing where it is null, as of a deletion. */
    byte[] original(Letter letter) {
        try (var consumer = consumers.createConsumer()) {
            var value = record(consumer, letter).value();
            return value == null ? new byte[0] : value;
        } catch (KafkaException away) {
            throw away(away);
        }
    }

    private static RefusedException away(KafkaException away) {
        return new RefusedException(
                Code.KAFKA_DOWN, "Kafka does not answer: " + away.getClass().getSimpleName());
    }

    private static ConsumerRecord<byte[], byte[]> record(Consumer<byte[], byte[]> consumer, Letter letter) {
        var partition = new TopicPartition(letter.topic(), letter.partition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, letter.offset());
        var polled = consumer.poll(PATIENCE).records(partition);
        if (polled.isEmpty() || polled.getFirst().offset() != letter.offset()) {
            throw new RefusedException(
                    Code.NO_LETTER, "%s has the offset %d no more".formatted(partition, letter.offset()));
        }
        return polled.getFirst();
    }

    private static Map<String, String> headers(Headers headers) {
        var all = new TreeMap<String, String>();
        headers.forEach(it -> all.put(it.key(), it.value() == null ? "" : printable(it.value())));
        return all;
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
        return switch (value.length) {
            case Integer.BYTES -> Integer.toString(ByteBuffer.wrap(value).getInt());
            case Long.BYTES -> Long.toString(ByteBuffer.wrap(value).getLong());
            default -> "(%d bytes)".formatted(value.length);
        };
    }

    private static String text(byte[] value) {
        return value == null ? "" : new String(value, 0, Math.min(value.length, LONGEST), UTF_8);
    }
}

package io.bisync.loading.kafka;

import io.bisync.event.EventHeaders;
import io.bisync.loading.EntityTopic;
import io.bisync.loading.ValueFormats;
import io.bisync.loading.ValueFormats.Read;
import io.bisync.privacy.Privacy;
import io.bisync.record.RecordReader;
import io.bisync.record.RecordSchema;
import io.bisync.record.Redactor;
import io.bisync.record.RejectedException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a record of a loaded topic, of its dead letters or of its parked records the one that goes to the topic of history:
 * its key, its value and its headers but for those that say why it lay there. What is on our own topics is taken byte for
 * byte. What an ERP wrote itself loses its personal values on the way, as the topic of history is ours. For one thread.
 */
public final class HistoryRecords {

    private static final String UNREADABLE = "BI-RUN-07";

    /** One account sends most of what lies side by side. */
    private static final int MOST_REDACTORS = 32;

    private static final Set<String> OF_LETTERS =
            Set.of(KafkaDeadLetters.CODE, KafkaDeadLetters.REASON, KafkaDeadLetters.LABEL, KafkaDeadLetters.ENTITY);

    /** What a record becomes. */
    public sealed interface Made {

        /** This one. */
        record Copy(ProducerRecord<byte[], byte[]> record) implements Made {}

        /** None, as what is personal in it cannot be found. The message holds nothing of it. */
        record Unreadable(String code, String message) implements Made {}
    }

    private record Owner(String topic, String account) {}

    private final Map<String, EntityTopic> topics;
    private final Privacy privacy;
    private final ValueFormats formats;
    private final Map<String, String> targets = new HashMap<>();
    private final Map<String, RecordSchema> schemas = new HashMap<>();
    private final Map<String, RecordReader> readers = new HashMap<>();
    private final Map<Owner, Redactor> redactors = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Owner, Redactor> eldest) {
            return size() > MOST_REDACTORS;
        }
    };

    /** Of these topics, and of those that they bring along. */
    public HistoryRecords(List<EntityTopic> topics, Privacy privacy, ValueFormats formats) {
        Map<String, EntityTopic> byName = new HashMap<>();
        topics.forEach(it -> byName.put(it.topic(), it));
        this.topics = Map.copyOf(byName);
        this.privacy = privacy;
        this.formats = formats;
    }

    /** The loaded topic whose records lie there; null where it is none of them. */
    public @Nullable EntityTopic loaded(String topic) {
        return Stream.of("", "-dlt", ParkedRecords.SUFFIX)
                .filter(topic::endsWith)
                .map(it -> topics.get(topic.substring(0, topic.length() - it.length())))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Where records of a topic go: to the topic of history of its entity, else to the loaded topic itself. */
    private String target(String topic) {
        // Asked of every record, and found by looking through all topics.
        return targets.computeIfAbsent(topic, this::findTarget);
    }

    private String findTarget(String topic) {
        var from = loaded(topic);
        return topics.values().stream()
                .filter(it -> from != null && it.isHistory() && it.entity() == from.entity())
                .map(EntityTopic::topic)
                .findFirst()
                .orElse(from == null ? topic : from.topic());
    }

    /**
     * Makes the record for the topic of history.
     *
     * @throws io.bisync.loading.FailureException when the schema of its value is not known yet
     */
    public Made of(ConsumerRecord<byte[], byte[]> record) {
        var from = loaded(record.topic());
        var to = target(record.topic());
        var value = record.value();
        if (from == null || value == null) {
            return new Made.Copy(made(record, to, value));
        }
        var stays = from.isOurs() || to.equals(from.topic());
        var format = formats.of(from.topic());
        if (format != null && (!stays || formats.of(to) == null)) {
            switch (format.read(value, Set.of(), true)) {
                case Read.Json(var json) -> value = json;
                case Read.Unfit(var code, var message)
                when !stays -> {
                    return new Made.Unreadable(code, message);
                }
                case Read.Unknown unknown
                when !stays -> {
                    return new Made.Unreadable(unknown.code(), unknown.message());
                }
                case Read.Unfit _, Read.Unknown _ -> {
                    // It is a dead letter again, as it was.
                }
            }
        }
        if (stays || value == null) {
            return new Made.Copy(made(record, to, value));
        }
        try {
            return new Made.Copy(made(record, to, redacted(from, record, value)));
        } catch (IllegalArgumentException noJson) {
            return new Made.Unreadable(
                    UNREADABLE, "The value is not JSON, so nobody knows what in it is personal: it is not copied");
        }
    }

    /** The record with a value that somebody wrote: JSON, of which nothing is known. */
    public ProducerRecord<byte[], byte[]> with(ConsumerRecord<byte[], byte[]> record, byte[] json) {
        var from = Objects.requireNonNull(loaded(record.topic()), record.topic());
        return made(record, target(record.topic()), redacted(from, record, json));
    }

    /** Whose record it is: as its value says, where that has to. */
    private String account(EntityTopic from, ConsumerRecord<byte[], byte[]> record, byte[] json) {
        var named = EventHeaders.account(record.headers(), record.key());
        if (!from.entity().plan().envelope().leavesAccountToHeaders()) {
            var reader = readers.computeIfAbsent(from.topic(), _ -> RecordReader.of(schema(from)));
            try {
                reader.read(json, named, EventHeaders.scope(record.headers()));
            } catch (RejectedException _) {
                // What it said until then counts.
            } finally {
                var said = reader.identity().account();
                named = said == null ? named : said;
                reader.close();
            }
        }
        return named == null ? "" : named;
    }

    private byte[] redacted(EntityTopic from, ConsumerRecord<byte[], byte[]> record, byte[] json) {
        var owner = new Owner(from.topic(), account(from, record, json));
        return redactors
                .computeIfAbsent(owner, it -> new Redactor(schema(from), it.account()))
                .redactWhole(json);
    }

    private RecordSchema schema(EntityTopic of) {
        return schemas.computeIfAbsent(
                of.topic(), _ -> new RecordSchema(of.entity().under(privacy)));
    }

    private static ProducerRecord<byte[], byte[]> made(
            ConsumerRecord<byte[], byte[]> record, String to, byte @Nullable [] value) {
        var headers = new RecordHeaders();
        for (var header : record.headers()) {
            if (!header.key().startsWith("kafka_dlt-") && !OF_LETTERS.contains(header.key())) {
                headers.add(header);
            }
        }
        return new ProducerRecord<>(to, null, null, record.key(), value, headers);
    }
}

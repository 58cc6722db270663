package io.bisync.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Holds what was rejected against what was poisoned. */
final class DeadLetters {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String SUFFIX = "-dlt";
    private static final String PARKED = "-parked";
    /** Leke writes its own topic: where its poison lies there, it says itself. */
    private static final String OURS = "erp.";

    static final String TOPIC = "kafka_dlt-original-topic";
    static final String PARTITION = "kafka_dlt-original-partition";
    static final String OFFSET = "kafka_dlt-original-offset";
    private static final int POISON = 5;

    private final Topics topics;

    DeadLetters(Topics topics) {
        this.topics = topics;
    }

    /**
     * Dead letters and poison are the same set of records.
     *
     * @param poisonedOrders online numbers of Jushuitan orders that were made with a defect
     * @param poisonedRecords where Leke's source wrote poison
     */
    Finding check(Set<String> poisonedOrders, Set<Place> poisonedRecords) {
        Set<String> names = topics.names();
        Set<Place> expected = new HashSet<>(poisonedRecords);
        // What was parked is set aside where it came to be when it was released.
        Set<String> released = new HashSet<>();
        topics.read(named(names, topic -> topic.endsWith(PARKED)), record -> {
            Place parked = original(record);
            if (parked != null && expected.remove(parked)) {
                released.add(content(record));
            }
        });
        Set<String> published = new HashSet<>();
        topics.read(
                named(names, topic -> topic.startsWith(OURS) && !topic.endsWith(SUFFIX) && !topic.endsWith(PARKED)),
                record -> {
                    String number = onlineNumber(record);
                    if (poisonedOrders.contains(number)) {
                        published.add(number);
                        expected.add(Place.of(record));
                    } else if (released.contains(content(record))) {
                        expected.add(Place.of(record));
                    }
                });
        Set<Place> found = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        topics.read(named(names, topic -> topic.endsWith(SUFFIX)), record -> {
            Place original = original(record);
            if (original == null) {
                wrong.add("The dead letter %s does not say which record it was".formatted(Place.of(record)));
            } else {
                found.add(original);
            }
        });
        poisonedOrders.stream()
                .filter(number -> !published.contains(number))
                .forEach(number -> wrong.add("The poisoned order %s is on no topic".formatted(number)));
        if (expected.size() < POISON) {
            wrong.add("Only %d records are poison, at least %d should be".formatted(expected.size(), POISON));
        }
        expected.stream()
                .filter(place -> !found.contains(place))
                .forEach(place -> wrong.add(place + " is poison and was not rejected"));
        found.stream()
                .filter(place -> !expected.contains(place))
                .forEach(place -> wrong.add(place + " was rejected and is no poison"));
        return Finding.of(
                Verdict.DEAD_LETTERS,
                "The dead letters are exactly the poison",
                "%,d records".formatted(expected.size()),
                wrong);
    }

    private static Set<String> named(Set<String> names, Predicate<String> which) {
        return names.stream().filter(which).collect(Collectors.toSet());
    }

    /** The bytes of a record's key and value, one letter each. */
    private static String content(ConsumerRecord<byte[], byte[]> record) {
        return text(record.key()) + '\n' + text(record.value());
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String onlineNumber(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() == null
                    ? ""
                    : JSON.readTree(record.value()).path("so_id").asString();
        } catch (JacksonException unreadable) {
            return "";
        }
    }

    /** Where the letter says that it was read; null when it does not say. */
    private static @Nullable Place original(ConsumerRecord<byte[], byte[]> letter) {
        Header partition = letter.headers().lastHeader(PARTITION);
        Header offset = letter.headers().lastHeader(OFFSET);
        return partition == null || offset == null
                ? null
                : new Place(
                        Topics.header(letter, TOPIC),
                        ByteBuffer.wrap(partition.value()).getInt(),
                        ByteBuffer.wrap(offset.value()).getLong());
    }
}

package io.bisync.proof;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Holds what was set aside against what was poisoned. */
final class DeadLetters {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String SUFFIX = "-dlt";
    private static final String JUSHUITAN = "erp.jushuitan.";

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
        topics.read(
                names.stream()
                        .filter(topic -> topic.startsWith(JUSHUITAN) && !topic.endsWith(SUFFIX))
                        .collect(Collectors.toSet()),
                record -> {
                    if (poisonedOrders.contains(onlineNumber(record))) {
                        expected.add(Place.of(record));
                    }
                });
        Set<Place> found = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        topics.read(
                names.stream().filter(topic -> topic.endsWith(SUFFIX)).collect(Collectors.toSet()),
                record -> found.add(original(record)));
        expected.stream()
                .filter(place -> !found.contains(place))
                .forEach(place -> wrong.add(place + " is poison and was not set aside"));
        found.stream()
                .filter(place -> !expected.contains(place))
                .forEach(place -> wrong.add(place + " was set aside and is no poison"));
        return Finding.of("The dead letters are exactly the poison", "%,d records".formatted(expected.size()), wrong);
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

    private static Place original(ConsumerRecord<byte[], byte[]> letter) {
        return new Place(
                Topics.header(letter, "kafka_dlt-original-topic"),
                bytes(letter, "kafka_dlt-original-partition").getInt(),
                bytes(letter, "kafka_dlt-original-offset").getLong());
    }

    private static ByteBuffer bytes(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        if (header == null) {
            throw new IllegalStateException("The dead letter %s lacks the header %s".formatted(Place.of(letter), name));
        }
        return ByteBuffer.wrap(header.value());
    }
}

package io.bisync.proof.comparison;

import io.bisync.proof.finding.Finding;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.probe.Place;
import io.bisync.proof.probe.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Holds what was rejected, and under which code, against what was poisoned. */
public final class DeadLetters {

    private static final String SUFFIX = "-dlt";
    private static final String PARKED = "-parked";
    /** Leke writes its own topics: where its poison lies there, it says itself. */
    private static final String OURS = "erp.";

    public static final String TOPIC = "kafka_dlt-original-topic";
    public static final String PARTITION = "kafka_dlt-original-partition";
    public static final String OFFSET = "kafka_dlt-original-offset";
    static final String CODE = "bi-error-code";
    private static final int POISON = 5;

    private final Topics topics;

    DeadLetters(Topics topics) {
        this.topics = topics;
    }

    /**
     * A row as the headers of its events name it.
     *
     * @param entity with its source, for example {@code jushuitan.order}
     * @param id empty where the row has none
     */
    record Subject(String account, String entity, String id) {

        private static final String TYPE = "io\\.bisync\\.(.+)\\.changed";

        static Subject of(ConsumerRecord<byte[], byte[]> event) {
            return new Subject(
                    Topics.header(event, "ce_account"),
                    Topics.header(event, "ce_type").replaceAll(TYPE, "$1"),
                    Topics.header(event, "ce_subject"));
        }
    }

    /**
     * Dead letters and poison are the same set of records, each under the code of its defect.
     *
     * @param rows the codes of rows that were made with a defect
     * @param records the codes of poison that Leke's source wrote, by where it lies
     */
    Finding check(Map<Subject, String> rows, Map<Place, String> records) {
        Set<String> names = topics.names();
        Map<Place, String> expected = new HashMap<>(records);
        // What was parked is set aside where it came to be when it was released, unless it was parked there again.
        Map<String, String> released = new HashMap<>();
        Set<Place> parked = new HashSet<>();
        topics.read(named(names, topic -> topic.endsWith(PARKED)), record -> {
            Place original = original(record);
            if (original == null) {
                return;
            }
            parked.add(original);
            String code = expected.remove(original);
            if (code != null) {
                released.put(content(record), code);
            }
        });
        Set<Subject> published = new HashSet<>();
        topics.read(
                named(names, topic -> topic.startsWith(OURS) && !topic.endsWith(SUFFIX) && !topic.endsWith(PARKED)),
                record -> {
                    Subject subject = Subject.of(record);
                    String code = rows.getOrDefault(subject, released.get(content(record)));
                    if (code != null) {
                        published.add(subject);
                        if (!parked.contains(Place.of(record))) {
                            expected.put(Place.of(record), code);
                        }
                    }
                });
        Map<Place, String> found = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        topics.read(named(names, topic -> topic.endsWith(SUFFIX)), record -> {
            Place original = original(record);
            if (original == null) {
                wrong.add("The dead letter %s does not say which record it was".formatted(Place.of(record)));
            } else {
                found.put(original, Topics.header(record, CODE));
            }
        });
        rows.keySet().stream()
                .filter(subject -> !published.contains(subject))
                .forEach(subject -> wrong.add("The poison %s is on no topic".formatted(subject)));
        if (expected.size() < POISON) {
            wrong.add("Only %d records are poison, at least %d should be".formatted(expected.size(), POISON));
        }
        compare(expected, found, wrong);
        return Finding.of(
                Verdict.DEAD_LETTERS,
                "The dead letters are exactly the poison",
                "%,d records, %d rows of Jushuitan among them, %s"
                        .formatted(expected.size(), rows.size(), new TreeSet<>(found.values())),
                wrong);
    }

    /** Names what differs: by place, the code that is expected and the one that was found. */
    static void compare(Map<Place, String> expected, Map<Place, String> found, List<String> wrong) {
        expected.forEach((place, code) -> {
            String given = found.get(place);
            if (given == null) {
                wrong.add("%s is poison (%s) and was not rejected".formatted(place, code));
            } else if (!given.equals(code)) {
                wrong.add("%s was rejected as %s and is poison of %s".formatted(place, given, code));
            }
        });
        found.keySet().stream()
                .filter(place -> !expected.containsKey(place))
                .forEach(place -> wrong.add(place + " was rejected and is no poison"));
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

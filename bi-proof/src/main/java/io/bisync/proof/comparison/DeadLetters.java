package io.bisync.proof.comparison;

import io.bisync.proof.finding.Finding;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.probe.Place;
import io.bisync.proof.probe.Topics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Holds what was rejected, and under which code, against what was poisoned. */
public final class DeadLetters {

    public static final String TOPIC = "kafka_dlt-original-topic";
    public static final String PARTITION = "kafka_dlt-original-partition";
    public static final String OFFSET = "kafka_dlt-original-offset";
    static final String CODE = "bi-error-code";
    private static final int POISON = 5;

    private static final String NONE = "";
    /** Released in the place of a value that nobody could read, under the code that it has. */
    private static final String EMPTY = "{}";

    private static final String EMPTYS_CODE = "BI-TABLE-05";

    private final Records records;

    DeadLetters(Records records) {
        this.records = records;
    }

    /**
     * A row as the headers of its events name it.
     *
     * @param entity with its source, for example {@code jushuitan.order}
     * @param id empty where the row has none
     */
    record Subject(String account, String entity, String id) {

        private static final Pattern TYPE = Pattern.compile("io\\.bisync\\.(.+)\\.changed");

        static Subject of(ConsumerRecord<byte[], byte[]> event) {
            return new Subject(
                    Topics.header(event, "ce_account"),
                    TYPE.matcher(Topics.header(event, "ce_type")).replaceAll("$1"),
                    Topics.header(event, "ce_subject"));
        }
    }

    /**
     * Dead letters and poison are the same set of records, each under the code of its defect.
     *
     * @param rows the codes of rows that were made with a defect
     * @param poison the codes of poison that Leke's source wrote, by where it lies
     */
    Finding check(Map<Subject, String> rows, Map<Place, String> poison) {
        Map<Place, String> expected = new HashMap<>(poison);
        // What was parked is set aside where it came to be when it was released, unless it was parked there again.
        Map<String, Deque<String>> released = new HashMap<>();
        Set<Place> parked = new HashSet<>();
        records.all().filter(Seen::isParked).forEach(record -> {
            Place original = record.original();
            if (original == null) {
                return;
            }
            parked.add(original);
            String code = expected.remove(original);
            // Leke writes its own topics: where its poison lies there, it says itself.
            if (!Seen.isOurs(original)) {
                released.computeIfAbsent(record.key(), _ -> new ArrayDeque<>()).add(code == null ? NONE : code);
            }
        });
        Set<Subject> published = new HashSet<>();
        Map<String, String> again = new HashMap<>();
        records.all().filter(Seen::isOurs).forEach(record -> {
            String code = rows.getOrDefault(record.subject(), released(record, released, again));
            if (code != null) {
                published.add(record.subject());
                if (!parked.contains(record.place())) {
                    expected.put(record.place(), code);
                }
            }
        });
        Map<Place, String> found = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        records.all().filter(Seen::isLetter).forEach(record -> {
            Place original = record.original();
            if (original == null) {
                wrong.add("The dead letter %s does not say which record it was".formatted(record.place()));
            } else {
                found.put(original, record.code());
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

    /**
     * The code of a record that was parked and released, or null. Personal values were taken out on the way: it is told by its
     * turn among the records of its key, and by its content where it was parked again.
     */
    static @Nullable String released(Seen record, Map<String, Deque<String>> waiting, Map<String, String> again) {
        Deque<String> turns = waiting.get(record.key());
        String code = turns == null || turns.isEmpty() ? again.get(record.content()) : turns.remove();
        if (code == null || code.equals(NONE)) {
            return null;
        }
        again.put(record.content(), code);
        return record.value().equals(EMPTY) ? EMPTYS_CODE : code;
    }
}

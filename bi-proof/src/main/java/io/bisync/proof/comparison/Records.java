package io.bisync.proof.comparison;

import io.bisync.proof.probe.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** What lies on all topics. What was read once is not read again: it does not change, and only its beginning is deleted. */
final class Records {

    private final Topics topics;
    private final Map<TopicPartition, Long> read = new HashMap<>();
    private final Map<TopicPartition, List<Seen>> seen = new HashMap<>();

    Records(Topics topics) {
        this.topics = topics;
    }

    /** Reads what has come since the last time, and forgets what was deleted. */
    void readOn() {
        Map<TopicPartition, Long> beginnings = topics.readOn(
                read,
                record -> seen.computeIfAbsent(
                                new TopicPartition(record.topic(), record.partition()), _ -> new ArrayList<>())
                        .add(Seen.of(record)));
        seen.keySet().retainAll(beginnings.keySet());
        seen.forEach((partition, records) ->
                records.removeIf(it -> it.place().offset() < beginnings.getOrDefault(partition, 0L)));
    }

    /** Partition by partition, in the order of their offsets. */
    Stream<Seen> all() {
        return seen.values().stream().flatMap(List::stream);
    }
}

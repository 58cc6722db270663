package io.bisync.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the lineage columns against the records that they name. */
final class Lineage {

    private static final JsonMapper JSON = new JsonMapper();

    private record Origin(String key, long version) {}

    private final Sql sql;
    private final Topics topics;

    Lineage(Sql sql, Topics topics) {
        this.sql = sql;
        this.topics = topics;
    }

    Finding check() {
        List<String> wrong = new ArrayList<>();
        Set<String> named = new HashSet<>();
        Map<BusinessTable, Sql.Answer> tables = new HashMap<>();
        for (BusinessTable table : BusinessTable.ALL) {
            tables.put(
                    table,
                    sql.query(
                            "SELECT account_id, %s AS root_key, record_version, source_topic, source_partition, source_offset FROM %s"
                                    .formatted(table.rootKey(), table.base())));
        }
        tables.values().forEach(rows -> rows.rows().forEach(row -> named.add(rows.text(row, "source_topic"))));
        Map<Place, Origin> origins = new HashMap<>();
        topics.read(named, record -> origins.put(Place.of(record), origin(record)));
        long rows = 0;
        for (var table : tables.entrySet()) {
            Sql.Answer answer = table.getValue();
            rows += answer.rows().size();
            answer.rows().forEach(row -> compare(table.getKey(), answer, row, origins, wrong));
        }
        return Finding.of(
                Verdict.VERSIONS,
                "Lineage columns name a record that holds the row's version",
                "%,d rows".formatted(rows),
                wrong);
    }

    private static void compare(
            BusinessTable table, Sql.Answer answer, JsonNode row, Map<Place, Origin> origins, List<String> wrong) {
        var place = new Place(
                answer.text(row, "source_topic"),
                row.get(answer.indexOf("source_partition")).asInt(),
                Long.parseLong(answer.text(row, "source_offset")));
        var expected = new Origin(
                answer.text(row, "account_id") + ":" + answer.text(row, "root_key"),
                Long.parseLong(answer.text(row, "record_version")));
        Origin found = origins.get(place);
        if (!expected.equals(found)) {
            wrong.add("A row of %s names %s for %s, which holds %s".formatted(table.base(), place, expected, found));
        }
    }

    private static Origin origin(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        return new Origin(key, version(record));
    }

    /** Jushuitan's is {@code ts}, Leke's {@code version}; a record without either has the version −1. */
    private static long version(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return -1;
        }
        try {
            JsonNode value = JSON.readTree(record.value());
            return value.path("ts").asLong(value.path("version").asLong(-1));
        } catch (tools.jackson.core.JacksonException poison) {
            return -1;
        }
    }
}

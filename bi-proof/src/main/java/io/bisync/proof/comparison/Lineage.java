package io.bisync.proof.comparison;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.local.dictionary.Dictionary;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.probe.Place;
import io.bisync.proof.probe.Sql;
import io.bisync.proof.probe.Topics;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the lineage columns against the records that they name. */
final class Lineage {

    private static final JsonMapper JSON = new JsonMapper();

    /** The field that has the time of a record's change, of the topics whose records have it as their version. */
    private static final Map<String, String> DATED = Dictionary.of("jushuitan").stream()
            .filter(page -> Set.of("modified", "created").contains(page.require("version")))
            .collect(Collectors.toMap(page -> "erp.jushuitan." + page.entity(), page -> page.require("version")));

    private record Origin(String key, long version) {}

    private final Sql sql;
    private final Topics topics;

    Lineage(Sql sql, Topics topics) {
        this.sql = sql;
        this.topics = topics;
    }

    Finding check(CheckedTables checked) {
        List<String> wrong = new ArrayList<>();
        Set<String> named = new HashSet<>();
        Map<BusinessTable, Sql.Answer> tables = new HashMap<>();
        for (BusinessTable table : checked.all()) {
            tables.put(
                    table,
                    sql.query(
                            "SELECT account_id, %s, record_version, source_topic, source_partition, source_offset FROM %s"
                                    .formatted(String.join(", ", table.rootKey()), table.base())));
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
                answer.text(row, "account_id") + ":" + key(table, answer, row),
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

    private static String key(BusinessTable table, Sql.Answer answer, JsonNode row) {
        return table.rootKey().stream().map(column -> answer.text(row, column)).collect(Collectors.joining(":"));
    }

    /** Leke's is {@code version}, Jushuitan's what the page says; a record without any has the version −1. */
    private static long version(ConsumerRecord<byte[], byte[]> record) {
        String given = Topics.header(record, "ce_entityversion");
        long beside = given.matches("\\d{1,18}") ? Long.parseLong(given) : -1;
        if (record.value() == null) {
            return beside;
        }
        try {
            JsonNode value = JSON.readTree(record.value());
            String dated = DATED.get(record.topic().replaceFirst("\\.history$", ""));
            if (dated != null) {
                return millis(value.path(dated).asString(""));
            }
            return value.path("ts").asLong(value.path("version").asLong(beside));
        } catch (tools.jackson.core.JacksonException poison) {
            return -1;
        }
    }

    private static long millis(String wall) {
        return wall.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d.*")
                ? LocalDateTime.parse(wall.replace(' ', 'T'))
                        .toInstant(ZoneOffset.ofHours(8))
                        .toEpochMilli()
                : -1;
    }
}

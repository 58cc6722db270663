package io.bisync.proof.comparison;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.local.dictionary.Dictionary;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.probe.Place;
import io.bisync.proof.probe.Sql;
import io.bisync.proof.probe.Topics;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
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

    /** Of a record that carries no row's. */
    static final long NO_VERSION = -1;

    private record Origin(String key, long version) {}

    /** A row, and the record that it names. */
    private record Named(BusinessTable table, Place place, Origin expected) {}

    private final Records records;
    private final List<Named> later = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private Map<Place, Origin> origins;
    private long rows;

    Lineage(Records records) {
        this.records = records;
        origins = origins();
    }

    private Map<Place, Origin> origins() {
        return records.all()
                .filter(it -> !it.isLetter() && !it.isParked())
                .collect(Collectors.toMap(Seen::place, it -> new Origin(it.key(), it.version())));
    }

    /** Looks at all rows of a table. */
    void look(BusinessTable table, Sql.Answer answer) {
        rows += answer.rows().size();
        for (JsonNode row : answer.rows()) {
            var named = named(table, answer, row);
            if (origins.containsKey(named.place())) {
                compare(named);
            } else {
                later.add(named);
            }
        }
    }

    /** A row may have been loaded once more since the topics were read: a service that was started again repeats some. */
    Finding finding() {
        if (!later.isEmpty()) {
            records.readOn();
            origins = origins();
            later.forEach(this::compare);
            later.clear();
        }
        return Finding.of(
                Verdict.VERSIONS,
                "Lineage columns name a record that holds the row's version",
                "%,d rows".formatted(rows),
                wrong);
    }

    private static Named named(BusinessTable table, Sql.Answer answer, JsonNode row) {
        return new Named(
                table,
                new Place(
                        answer.text(row, "source_topic"),
                        row.get(answer.indexOf("source_partition")).asInt(),
                        Long.parseLong(answer.text(row, "source_offset"))),
                new Origin(
                        answer.text(row, "account_id") + ":" + key(table, answer, row),
                        Long.parseLong(answer.text(row, "record_version"))));
    }

    private void compare(Named row) {
        Origin found = origins.get(row.place());
        if (!row.expected().equals(found)) {
            wrong.add("A row of %s names %s for %s, which holds %s"
                    .formatted(row.table().base(), row.place(), row.expected(), found));
        }
    }

    private static String key(BusinessTable table, Sql.Answer answer, JsonNode row) {
        return table.rootKey().stream().map(column -> answer.text(row, column)).collect(Collectors.joining(":"));
    }

    /** Leke's is {@code version}, Jushuitan's what the page says; a record without any has none. */
    static long version(ConsumerRecord<byte[], byte[]> record) {
        String given = Topics.header(record, "ce_entityversion");
        long beside = given.matches("\\d{1,18}") ? Long.parseLong(given) : NO_VERSION;
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
            return NO_VERSION;
        }
    }

    private static long millis(String wall) {
        return wall.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d.*")
                ? LocalDateTime.parse(wall.replace(' ', 'T'))
                        .toInstant(ZoneOffset.ofHours(8))
                        .toEpochMilli()
                : NO_VERSION;
    }
}

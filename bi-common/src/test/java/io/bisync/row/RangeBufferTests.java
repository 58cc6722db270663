package io.bisync.row;

import static io.bisync.row.Orders.PLAIN;
import static io.bisync.row.Orders.normalise;
import static io.bisync.row.Orders.record;
import static io.bisync.row.Orders.rows;
import static io.bisync.row.Orders.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.record.RecordSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RangeBufferTests {

    @Test
    void theHighestVersionOfAnEntityStaysWithAllItsRows() {
        var rangeBuffer = new RangeBuffer(PLAIN);
        normalise(PLAIN, rangeBuffer, order(1, 5, 2), order(1, 7, 1), order(1, 6, 3));
        assertThat(rows(rangeBuffer, "ods_erp_order")).hasSize(1);
        assertThat(rows(rangeBuffer, "ods_erp_order_item")).hasSize(1);
        assertThat(rangeBuffer.records()).isEqualTo(3);
        assertThat(rangeBuffer.superseded()).isEqualTo(2);
        assertThat(rangeBuffer.versionConflicts()).isZero();
    }

    @Test
    void ofEqualVersionsTheLaterOffsetStaysAndOtherBytesAreCounted() {
        var rangeBuffer = new RangeBuffer(PLAIN);
        normalise(PLAIN, rangeBuffer, order(1, 5, 1), order(1, 5, 1), order(1, 5, 2));
        assertThat(rows(rangeBuffer, "ods_erp_order_item")).hasSize(2);
        assertThat(rangeBuffer.versionConflicts()).isEqualTo(1);
    }

    @Test
    void anEarlierOffsetThatComesLateDoesNotWinATie() {
        var rangeBuffer = new RangeBuffer(PLAIN);
        var normaliser = new Normaliser(new RecordSchema(PLAIN));
        normaliser.normalise(record(9, order(1, 5, 2)), rangeBuffer);
        normaliser.normalise(record(8, order(1, 5, 1)), rangeBuffer);
        assertThat(rows(rangeBuffer, "ods_erp_order_item")).hasSize(2);
    }

    @Test
    void oneIdInTwoAccountsIsTwoEntities() {
        var rangeBuffer = new RangeBuffer(PLAIN);
        var normaliser = new Normaliser(new RecordSchema(PLAIN));
        normaliser.normalise(record(0, order(1, 5, 0)), rangeBuffer);
        var other = record(1, order(1, 5, 0));
        normaliser.normalise(new SourceRecord("t", 3, 1, null, other.value(), "8", null), rangeBuffer);
        assertThat(rows(rangeBuffer, "ods_erp_order")).hasSize(2);
    }

    @Test
    void aDeleteSupersedesTheRowsOfOlderVersions() {
        var rangeBuffer = new RangeBuffer(PLAIN);
        var normaliser = new Normaliser(new RecordSchema(PLAIN));
        normaliser.normalise(record(0, order(1, 5, 3)), rangeBuffer);
        normaliser.normalise(
                new SourceRecord("t", 3, 1, "7:1".getBytes(java.nio.charset.StandardCharsets.UTF_8), null, "7", 6L),
                rangeBuffer);
        assertThat(rows(rangeBuffer, "ods_erp_order_item")).isEmpty();
        assertThat(rows(rangeBuffer, "ods_erp_order")).hasSize(1);
    }

    @Test
    void clearMakesARoundLikeNew() {
        var rangeBuffer = new RangeBuffer(PLAIN);
        normalise(PLAIN, rangeBuffer, order(1, 5, 2), order(1, 6, 2));
        rangeBuffer.clear();
        assertThat(rangeBuffer.records()).isZero();
        assertThat(rangeBuffer.bytes()).isZero();
        assertThat(rows(rangeBuffer).values()).allSatisfy(it -> assertThat(it).isEmpty());
        normalise(PLAIN, rangeBuffer, order(1, 4, 1));
        assertThat(rows(rangeBuffer, "ods_erp_order_item")).hasSize(1);
    }

    @Test
    void manyRecordsSpanManyPieces() {
        var rangeBuffer = new RangeBuffer(PLAIN);
        normalise(
                PLAIN,
                rangeBuffer,
                IntStream.range(0, 5_000).mapToObj(it -> order(it, 1, 1)).toArray(String[]::new));
        assertThat(rows(rangeBuffer, "ods_erp_order").stream()
                        .map(it -> it.get("o_id").asInt()))
                .containsExactlyElementsOf(IntStream.range(0, 5_000).boxed().toList());
    }

    /** The index grows past its first size while some keys are doubled. */
    @Property(tries = 100)
    void collapsingEqualsASimpleModel(@ForAll("changes") List<Change> changes) {
        Map<Integer, Change> newest = new HashMap<>();
        var rangeBuffer = new RangeBuffer(PLAIN);
        var normaliser = new Normaliser(new RecordSchema(PLAIN));
        for (int offset = 0; offset < changes.size(); offset++) {
            var change = changes.get(offset);
            normaliser.normalise(record(offset, order(change.id, change.version, change.items)), rangeBuffer);
            newest.merge(change.id, change, (old, now) -> now.version >= old.version ? now : old);
        }
        var rows = rows(rangeBuffer);
        var items = rows.getOrDefault("ods_erp_order_item", List.of());
        assertThat(rows.getOrDefault("ods_erp_order", List.of()).stream()
                        .map(it -> it.get("o_id") + ":" + it.get("record_version"))
                        .collect(Collectors.toSet()))
                .isEqualTo(newest.values().stream()
                        .map(it -> it.id + ":" + it.version)
                        .collect(Collectors.toSet()));
        assertThat(items)
                .hasSize(newest.values().stream().mapToInt(Change::items).sum());
        assertThat(rangeBuffer.records()).isEqualTo(changes.size());
        assertThat(rangeBuffer.superseded()).isEqualTo(changes.size() - newest.size());
        for (var table : rangeBuffer.tables()) {
            var text = text(table);
            assertThat(text).isEqualTo(text(table));
            assertThat(table.bytes()).isEqualTo(text.length());
            assertThat(table.rows()).isEqualTo(text.lines().count());
        }
    }

    record Change(int id, int version, int items) {}

    @Provide
    Arbitrary<List<Change>> changes() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 900),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 3))
                .as(Change::new)
                .list()
                .ofMaxSize(1_500);
    }

    private static String order(int id, int version, int items) {
        return "{\"o_id\":%d,\"ts\":%d,\"items\":[%s]}"
                .formatted(
                        id,
                        version,
                        IntStream.range(0, items)
                                .mapToObj(it -> "{\"oi_id\":" + it + "}")
                                .collect(Collectors.joining(",")));
    }
}

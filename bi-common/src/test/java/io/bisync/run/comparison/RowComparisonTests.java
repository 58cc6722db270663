package io.bisync.run.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.record.RecordSchema;
import io.bisync.row.Normalised;
import io.bisync.row.Normaliser;
import io.bisync.row.RangeBuffer;
import io.bisync.row.SourceRecord;
import io.bisync.run.Finding.Sort;
import io.bisync.run.comparison.RowComparison.Judged;
import io.bisync.table.ColumnType;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What a comparison says of rows, over tables in memory. */
class RowComparisonTests {

    private static final Entity ORDER = Entity.of(
            "compared",
            "order",
            Envelope.none(),
            order -> order.key("id", ColumnType.BIGINT)
                    .version("ts")
                    .columns(ColumnType.varchar(60), "name")
                    .columns(ColumnType.DATETIME, "made")
                    .columns(ColumnType.decimal(10, 4), "amount")
                    .columns(ColumnType.BOOLEAN, "paid")
                    .json("tags")
                    .children(
                            "items",
                            "item",
                            item -> item.key("item", ColumnType.varchar(20))
                                    .columns(ColumnType.decimal(10, 2), "price")));

    private static final String ROOT = "ods_compared_order";
    private static final String ITEM = "ods_compared_order_item";

    private final TablesInMemory tables = new TablesInMemory();
    private final RowComparison comparison = new RowComparison(ORDER, tables::query);

    @Test
    void rowsThatWereLoadedAreTheSameHoweverStarRocksSpellsThem() {
        var order = order(1, 5, "it's \\\\ one", "[\"a\",\"b 1.50\"]");
        load(order);
        assertThat(only(order).sort()).isEqualTo(Sort.SAME);
        tables.set(ROOT, "made", "2026-08-23 10:00:00.000000");
        tables.set(ROOT, "amount", "2.5");
        tables.set(ROOT, "paid", 1);
        tables.set(ITEM, "price", "1.5");
        assertThat(only(order).sort()).isEqualTo(Sort.SAME);
    }

    @Test
    void whatIsNotThereIsMissing() {
        assertThat(only(order(1, 5, "a", "[]"))).isEqualTo(new Judged(Sort.MISSING, "7", "1", 5, null, List.of()));
    }

    @Test
    void aNewerRowIsLeftAloneAndAnOlderOneIsChanged() {
        load(order(1, 5, "a", "[]"));
        assertThat(only(order(1, 4, "b", "[]"))).isEqualTo(new Judged(Sort.NEWER, "7", "1", 4, 5L, List.of()));
        assertThat(only(order(1, 6, "b", "[]")))
                .isEqualTo(new Judged(Sort.DIFFERENT, "7", "1", 6, 5L, List.of("name")));
    }

    @Test
    void ofTheSameVersionAnotherContentIsDifferentAndTheExampleNamesColumnsWithoutValues() {
        load(order(1, 5, "a", "[]"));
        tables.set(ROOT, "name", null);
        tables.set(ITEM, "price", "9.99");
        var judged = only(order(1, 5, "secret", "[]"));
        assertThat(judged.sort()).isEqualTo(Sort.DIFFERENT);
        assertThat(judged.columns()).containsExactly("compared_order_item.price", "name");
        assertThat(judged.words()).isEqualTo("7/1 version 5 (compared_order_item.price, name)");
    }

    @Test
    void aLineThatIsMissingIsDifferentAndOneTooManyIsLeftOver() {
        load(order(1, 5, "a", "[]"));
        tables.copy(ITEM, "item", "doubled");
        assertThat(only(order(1, 5, "a", "[]")))
                .isEqualTo(new Judged(Sort.LEFT_OVER, "7", "1", 5, 5L, List.of("compared_order_item has 1 more")));
        tables.set(ITEM, "record_version", 4);
        assertThat(only(order(1, 5, "a", "[]")))
                .as("older ones are hidden by the view")
                .isEqualTo(new Judged(Sort.DIFFERENT, "7", "1", 5, 5L, List.of("compared_order_item lacks a row")));
    }

    @Test
    void aDeletionIsComparedByThatAlone() {
        load(order(1, 5, "a", "[]"));
        var gone = new SourceRecord("t", 0, 9, "7:1".getBytes(UTF_8), null, "7", 5L);
        assertThat(only(gone).columns()).contains("is_deleted");
        load(gone);
        assertThat(only(gone).sort()).isEqualTo(Sort.SAME);
    }

    @Test
    void accountsAreAskedForEachByItself() {
        load(order(1, 5, "a", "[]"));
        var rows = buffer(order(1, 5, "a", "[]"), of("8", order(1, 5, "a", "[]")));
        assertThat(comparison.compare(rows)).extracting(Judged::sort).containsExactly(Sort.SAME, Sort.MISSING);
        assertThat(tables.asked).hasSize(4);
    }

    /** Whatever StarRocks has: what is not said to be the same is changed by loading, and nothing else is. */
    @Property(tries = 100)
    void whatIsSaidIsWhatLoadingDoes(@ForAll long seed) {
        var random = new Random(seed);
        var before = new TablesInMemory();
        load(before, random(random), random(random), random(random));
        var wanted = new SourceRecord[] {random(random), random(random)};
        var judged = new RowComparison(ORDER, before::query).compare(buffer(wanted));
        var after = before.copy();
        load(after, wanted);
        for (var it : judged) {
            var isChanged = !before.visible(it.key()).equals(after.visible(it.key()));
            var says = it.sort() == Sort.MISSING || it.sort() == Sort.DIFFERENT;
            assertThat(says).as("%s: %s, %s", it, before, after).isEqualTo(isChanged);
        }
    }

    private static SourceRecord random(Random random) {
        return order(random.nextInt(3), 1 + random.nextInt(3), "n" + random.nextInt(2), "[" + random.nextInt(2) + "]");
    }

    private Judged only(SourceRecord record) {
        var all = comparison.compare(buffer(record));
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private void load(SourceRecord... records) {
        load(tables, records);
    }

    private static void load(TablesInMemory into, SourceRecord... records) {
        for (var record : records) {
            buffer(record).tables().forEach(into::load);
        }
    }

    private static RangeBuffer buffer(SourceRecord... records) {
        var rows = new RangeBuffer(ORDER);
        for (var record : records) {
            assertThat(new Normaliser(new RecordSchema(ORDER)).normalise(record, rows))
                    .isInstanceOf(Normalised.Rows.class);
        }
        return rows;
    }

    private static SourceRecord of(String account, SourceRecord record) {
        return new SourceRecord("t", 0, 7, null, record.value(), account, null);
    }

    private static SourceRecord order(long id, long version, String name, String tags) {
        return new SourceRecord(
                "t",
                0,
                7 + version,
                null,
                """
                {"id":%d,"ts":%d,"name":"%s","made":"2026-08-23 10:00:00","amount":2.50,"paid":true,"tags":%s,
                 "items":[{"item":"a","price":1.50}]}\
                """.formatted(id, version, name, tags).getBytes(UTF_8),
                "7",
                null);
    }
}

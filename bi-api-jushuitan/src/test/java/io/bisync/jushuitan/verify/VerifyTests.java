package io.bisync.jushuitan.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.run.Finding;
import io.bisync.run.Finding.Sort;
import io.bisync.run.SliceKind;
import io.bisync.run.comparison.TablesInMemory;
import io.bisync.run.work.SliceWork;
import io.bisync.time.ShanghaiTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a verification finds of planted differences, by counting and row by row. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyTests {

    private static final String ROOT = "ods_jushuitan_order";
    private static final String ITEM = "ods_jushuitan_order_item";

    private final Verifying erp = new Verifying();
    private final Instant from = erp.from;
    private final Instant to = erp.to;
    private TablesInMemory tables = new TablesInMemory();
    private SliceWork count = erp.count(tables::query);
    private SliceWork deep = erp.deep(tables::query);

    @BeforeEach
    void loadTheDay() throws Exception {
        tables = new TablesInMemory();
        count = erp.count(tables::query);
        deep = erp.deep(tables::query);
        repair(from, to);
    }

    @AfterAll
    void stop() {
        erp.close();
    }

    @Test
    void whatIsTheSameOnBothSidesTakesOneCallToCount() throws Exception {
        var counted = verify(count, from, to);
        assertThat(counted.found).extracting(Finding::sort).containsExactly(Sort.SAME);
        assertThat(counted.rows).isEqualTo(inWindow()).isGreaterThan(50);
        assertThat(counted.calls).isEqualTo(1);
        assertThat(verify(deep, from, to).found).extracting(Finding::sort).containsExactly(Sort.SAME);
    }

    @Test
    void aDeletedRowIsFoundByCountInThePageThatHoldsItAndLoadingThereHealsIt() throws Exception {
        var gone = row();
        tables.rows(ROOT).remove(gone);
        var found = verify(count, from, to).found;
        assertThat(found).singleElement().satisfies(it -> {
            assertThat(it.sort()).isEqualTo(Sort.MISSING);
            assertThat(it.rows()).isEqualTo(1);
            assertThat(Duration.between(it.from(), it.to())).isLessThan(Duration.ofDays(1));
            assertThat(modified(gone)).isBetween(it.from(), it.to());
            assertThat(it.isRepairable()).isTrue();
        });
        assertThat(verify(deep, from, to).found)
                .filteredOn(it -> it.sort() == Sort.MISSING)
                .singleElement()
                .satisfies(it -> assertThat(it.detail()).contains(String.valueOf(gone.get("o_id"))));

        repair(
                Objects.requireNonNull(found.getFirst().from()),
                Objects.requireNonNull(found.getFirst().to()));
        assertThat(verify(count, from, to).found).extracting(Finding::sort).containsExactly(Sort.SAME);
    }

    @Test
    void anOlderRowIsTooMuchOnOneDayAndMissingOnAnotherAndLoadingThereHealsBoth() throws Exception {
        var before = from.minus(Duration.ofDays(1));
        repair(before, from);
        var older = row();
        older.put("modified", ShanghaiTime.seconds(from.minus(Duration.ofHours(20))));
        older.put("record_version", 1);
        var found = verify(count, from, to).found;
        assertThat(found).extracting(Finding::sort).containsExactly(Sort.MISSING);
        assertThat(verify(count, before, from).found).extracting(Finding::sort).containsExactly(Sort.LEFT_OVER);

        repair(
                Objects.requireNonNull(found.getFirst().from()),
                Objects.requireNonNull(found.getFirst().to()));
        assertThat(verify(count, from, to).found).extracting(Finding::sort).containsExactly(Sort.SAME);
        assertThat(verify(count, before, from).found).extracting(Finding::sort).containsExactly(Sort.SAME);
    }

    @Test
    void whatOnlyStarRocksHasIsLeftOverAndLoadingDoesNotTakeItAway() throws Exception {
        tables.copy(ROOT, "o_id", 424242);
        assertThat(verify(count, from, to).found).extracting(Finding::sort).containsExactly(Sort.LEFT_OVER);
        repair(from, to);
        assertThat(verify(deep, from, to).found)
                .filteredOn(it -> it.sort() == Sort.LEFT_OVER)
                .singleElement()
                .satisfies(it -> assertThat(it.detail()).startsWith("424242 is in StarRocks alone"));
    }

    @Test
    void doubledLinesAreFoundByDeepOnlyAndLoadingDoesNotTakeThemAway() throws Exception {
        tables.copy(ITEM, "oi_id", 424242);
        assertThat(verify(count, from, to).found).extracting(Finding::sort).containsExactly(Sort.SAME);
        repair(from, to);
        assertThat(verify(deep, from, to).found)
                .filteredOn(it -> it.sort() == Sort.LEFT_OVER)
                .singleElement()
                .satisfies(it -> assertThat(it.detail()).contains("jushuitan_order_item has 1 more"));
    }

    @Test
    void anotherContentOfTheSameVersionIsFoundByDeepInTheSmallestWindowAndLoadingThereHealsIt() throws Exception {
        var changed = row();
        changed.put("status", "never");
        assertThat(verify(count, from, to).found).extracting(Finding::sort).containsExactly(Sort.SAME);
        var found = verify(deep, from, to).found.stream()
                .filter(it -> it.sort() == Sort.DIFFERENT)
                .toList();
        assertThat(found).singleElement().satisfies(it -> {
            assertThat(it.from()).isEqualTo(modified(changed));
            assertThat(it.to()).isEqualTo(modified(changed).plusSeconds(1));
            assertThat(it.detail()).contains("status").doesNotContain("never");
        });

        repair(
                Objects.requireNonNull(found.getFirst().from()),
                Objects.requireNonNull(found.getFirst().to()));
        assertThat(verify(deep, from, to).found).extracting(Finding::sort).containsExactly(Sort.SAME);
    }

    /** It changed since its page was read, or somebody else wrote it and it stands still: loading again leaves it alone. */
    @Test
    void aNewerRowInStarRocksIsToldApartAndIsNothingToRepair() throws Exception {
        var frozen = row();
        frozen.put("record_version", Long.MAX_VALUE);
        var found = verify(deep, from, to).found;
        assertThat(found).extracting(Finding::sort).containsExactly(Sort.SAME, Sort.NEWER);
        assertThat(found.getLast().rows()).isEqualTo(1);
        assertThat(found.getLast().detail()).contains(String.valueOf(frozen.get("o_id")));
        assertThat(found.getLast().isRepairable()).isFalse();
    }

    @Test
    void whatCannotBeCountedIsNotOfferedForIt() {
        assertThat(List.of("inventory", "order_action", "logistics", "shop", "warehouse"))
                .allSatisfy(it -> assertThat(count.windows(it)).isEmpty());
        assertThat(List.of("order", "sales_out", "after_sale", "purchase_in", "sku"))
                .allSatisfy(it -> assertThat(count.windows(it)).isEqualTo(Map.of(SliceKind.COUNT, Duration.ofDays(1))));
        assertThat(deep.windows("shop")).isEmpty();
        assertThat(deep.windows("inventory")).isEqualTo(Map.of(SliceKind.DEEP, Duration.ofDays(1)));
    }

    private void repair(Instant begin, Instant end) throws Exception {
        erp.load(begin, end, tables::load);
    }

    private Told verify(SliceWork work, Instant begin, Instant end) throws Exception {
        return erp.verify(work, begin, end);
    }

    /** One in the middle of the day. */
    private Map<String, @Nullable Object> row() {
        for (Map<String, @Nullable Object> row : tables.rows(ROOT)) {
            if (modified(row).isAfter(from.plus(Duration.ofHours(6)))
                    && modified(row).isBefore(to.minus(Duration.ofHours(6)))) {
                return row;
            }
        }
        throw new IllegalStateException("No order changed in the middle of the day");
    }

    private long inWindow() {
        var rows = 0;
        for (Map<String, @Nullable Object> row : tables.rows(ROOT)) {
            rows += modified(row).isBefore(to) ? 1 : 0;
        }
        return rows;
    }

    private static Instant modified(Map<String, ? extends @Nullable Object> row) {
        return Objects.requireNonNull(ShanghaiTime.read(String.valueOf(row.get("modified"))));
    }
}

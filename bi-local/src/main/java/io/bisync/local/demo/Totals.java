package io.bisync.local.demo;

import io.bisync.local.dictionary.BusinessTable;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows and the sum of their amounts, per account and view. */
final class Totals {

    /** One account's share of a view. */
    record Page(String account, String view) {}

    /** What stands on a page. */
    record Entry(long rows, BigDecimal amount) {

        static final Entry NONE = new Entry(0, BigDecimal.ZERO);

        Entry plus(@Nullable Object value) {
            return new Entry(rows + 1, value == null ? amount : amount.add(new BigDecimal(value.toString())));
        }

        boolean sameAs(Entry other) {
            return rows == other.rows && amount.compareTo(other.amount) == 0;
        }
    }

    private final Map<Page, Entry> entries = new HashMap<>();

    void add(String account, BusinessTable table, Map<String, @Nullable Object> row) {
        Page page = new Page(account, table.view());
        entries.put(
                page,
                entries.getOrDefault(page, Entry.NONE)
                        .plus(table.amount().map(row::get).orElse(null)));
    }

    void put(String account, String view, Entry entry) {
        entries.put(new Page(account, view), entry);
    }

    Entry entry(String account, String view) {
        return entries.getOrDefault(new Page(account, view), Entry.NONE);
    }

    boolean sameAs(Totals other) {
        return entries.entrySet().stream()
                .allMatch(entry -> entry.getValue()
                        .sameAs(other.entry(
                                entry.getKey().account(), entry.getKey().view())));
    }
}

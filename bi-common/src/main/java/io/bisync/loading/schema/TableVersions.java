package io.bisync.loading.schema;

import io.bisync.loading.PlausibleVersions;
import io.bisync.table.Entity;
import io.bisync.table.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The versions that the rows of one live table have, against those that are plausible. */
final class TableVersions {

    private final Function<String, List<List<@Nullable Object>>> sql;
    private final String entity;
    private final Table table;
    private final PlausibleVersions plausible;
    private final Set<String> unjudged = new HashSet<>();

    TableVersions(
            Function<String, List<List<@Nullable Object>>> sql,
            String entity,
            Table table,
            PlausibleVersions plausible) {
        this.sql = sql;
        this.entity = entity;
        this.table = table;
        this.plausible = plausible;
    }

    /**
     * Rows that no change replaces.
     *
     * @param rows how many there are
     * @param account of the first of them; null where there is none
     * @param key the first one's key, {@code order_id=1, item_id=2}
     * @param version the first one's, the largest of all
     */
    record Frozen(long rows, @Nullable String account, String key, long version) {

        static final Frozen NONE = new Frozen(0, null, "", 0);
    }

    String table() {
        return table.name();
    }

    /** Whether accounts that were judged by the eighteen digits alone can be judged better now. */
    boolean knowsMore() {
        return unjudged.stream().anyMatch(it -> plausible.highest(it, entity).isPresent());
    }

    /** One row an account comes back as long as nothing is wrong. */
    Frozen frozen() {
        var highest = sql.apply("SELECT account_id, MAX(record_version) FROM " + table + " GROUP BY account_id");
        unjudged.clear();
        var beyond = new ArrayList<String>();
        for (var row : highest) {
            var account = String.valueOf(row.get(0));
            var most = most(account);
            if (number(row.get(1)) > most) {
                beyond.add("(account_id = %s AND record_version > %d)".formatted(quoted(account), most));
            }
        }
        return beyond.isEmpty() ? Frozen.NONE : frozen(String.join(" OR ", beyond));
    }

    private long most(String account) {
        var known = plausible.highest(account, entity);
        if (known.isEmpty()) {
            unjudged.add(account);
        }
        return Math.min(known.orElse(Entity.LARGEST_VERSION), Entity.LARGEST_VERSION);
    }

    private Frozen frozen(String condition) {
        var key = table.key();
        var columns = String.join(", ", key);
        var first = sql.apply("SELECT %s, record_version FROM %s WHERE %s ORDER BY record_version DESC, %s LIMIT 1"
                .formatted(columns, table, condition, columns));
        if (first.isEmpty()) {
            // Freed in between.
            return Frozen.NONE;
        }
        var count = sql.apply("SELECT COUNT(*) FROM %s WHERE %s".formatted(table, condition));
        var values = first.getFirst();
        return new Frozen(
                number(count.getFirst().getFirst()),
                String.valueOf(values.getFirst()),
                Stream.iterate(1, i -> i < key.size(), i -> i + 1)
                        .map(i -> key.get(i) + "=" + values.get(i))
                        .collect(Collectors.joining(", ")),
                number(values.getLast()));
    }

    private static long number(@Nullable Object told) {
        return Long.parseLong(Objects.toString(told));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}

package io.bisync.run.comparison;

import io.bisync.row.RangeBuffer;
import io.bisync.row.TableRows;
import io.bisync.run.Finding.Sort;
import io.bisync.run.comparison.LiveRows.Row;
import io.bisync.table.Entity;
import io.bisync.table.Lineage;
import io.bisync.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compares the rows that loading would write with those that StarRocks has, entity by entity. For one thread. */
public final class RowComparison {

    private final Table root;
    private final List<Table> lists;
    private final Map<Table, LiveRows> live = new LinkedHashMap<>();

    /** @param sql gives the rows of a SELECT */
    public RowComparison(Entity entity, Function<String, List<List<@Nullable Object>>> sql) {
        root = entity.table();
        lists = entity.tables().stream().filter(it -> !it.equals(root)).toList();
        entity.tables().forEach(it -> live.put(it, new LiveRows(sql, it, root)));
    }

    /**
     * How one entity stands.
     *
     * @param sort SAME, MISSING, DIFFERENT: as loading would change it; NEWER: it would not; LEFT_OVER: StarRocks has rows of
     *     lists that loading does not take away
     * @param key its id, the parts with colons between
     * @param version that would be loaded
     * @param live that StarRocks has; null where it has none
     * @param columns that differ, those of lists as {@code table.column}; never a value
     */
    public record Judged(
            Sort sort,
            String account,
            String key,
            long version,
            @Nullable Long live,
            List<String> columns) {

        public Judged {
            columns = List.copyOf(columns);
        }

        /** In words, as an example. */
        public String words() {
            var versions = live == null || live == version
                    ? "version " + version
                    : "version %d, not %d".formatted(live, version);
            return columns.isEmpty()
                    ? "%s/%s %s".formatted(account, key, versions)
                    : "%s/%s %s (%s)".formatted(account, key, versions, String.join(", ", columns));
        }
    }

    /** Whose row it is, and which. */
    private record Id(String account, List<String> key) {}

    /**
     * Compares all rows of a buffer.
     *
     * @throws io.bisync.starrocks.StarRocksException when StarRocks does not answer
     */
    public List<Judged> compare(RangeBuffer rows) {
        Map<Table, Map<Id, List<Row>>> wanted = new HashMap<>();
        rows.tables().forEach(it -> wanted.put(it.table(), byEntity(it)));
        Map<String, List<List<String>>> keys = new LinkedHashMap<>();
        wanted.getOrDefault(root, Map.of())
                .keySet()
                .forEach(it -> keys.computeIfAbsent(it.account(), _ -> new ArrayList<>())
                        .add(it.key()));
        var judged = new ArrayList<Judged>();
        keys.forEach((account, of) -> {
            Map<Table, Map<List<String>, List<Row>>> found = new HashMap<>();
            live.forEach((table, reading) -> found.put(table, reading.of(account, of)));
            of.forEach(key -> judged.add(judge(new Id(account, key), wanted, found)));
        });
        return judged;
    }

    private LiveRows live(Table table) {
        return Objects.requireNonNull(live.get(table));
    }

    private Map<Id, List<Row>> byEntity(TableRows rows) {
        Map<Id, List<Row>> byEntity = new LinkedHashMap<>();
        var reading = live(rows.table());
        for (var row : WrittenRows.of(rows)) {
            var spelled = reading.row(row);
            byEntity.computeIfAbsent(new Id(spelled.account(), reading.entityOf(spelled)), _ -> new ArrayList<>())
                    .add(spelled);
        }
        return byEntity;
    }

    private Judged judge(Id id, Map<Table, Map<Id, List<Row>>> wanted, Map<Table, Map<List<String>, List<Row>>> found) {
        var wants =
                wanted.getOrDefault(root, Map.of()).getOrDefault(id, List.of()).getFirst();
        var has = found.getOrDefault(root, Map.of()).getOrDefault(id.key(), List.of());
        if (has.isEmpty()) {
            return judged(Sort.MISSING, id, wants, null, List.of());
        }
        var live = has.getFirst();
        if (live.version() > wants.version()) {
            return judged(Sort.NEWER, id, wants, live, List.of());
        }
        var columns = new TreeSet<>(differing(root, wants, live, ""));
        var surplus = new TreeSet<String>();
        if (!wants.isDeleted()) {
            for (var table : lists) {
                var visible = found.getOrDefault(table, Map.of()).getOrDefault(id.key(), List.of()).stream()
                        // Older ones are hidden by the views: they are of a list that was longer once.
                        .filter(it -> it.version() >= live.version())
                        .toList();
                var list = wanted.getOrDefault(table, Map.of()).getOrDefault(id, List.of());
                compareLists(table, list, visible, columns, surplus);
            }
        }
        if (live.version() < wants.version()) {
            return judged(Sort.DIFFERENT, id, wants, live, List.copyOf(columns));
        }
        if (!columns.isEmpty()) {
            columns.addAll(surplus);
            return judged(Sort.DIFFERENT, id, wants, live, List.copyOf(columns));
        }
        return judged(surplus.isEmpty() ? Sort.SAME : Sort.LEFT_OVER, id, wants, live, List.copyOf(surplus));
    }

    private static void compareLists(
            Table table, List<Row> wants, List<Row> has, Set<String> columns, Set<String> surplus) {
        Map<List<String>, Row> live = new LinkedHashMap<>();
        has.forEach(it -> live.put(it.key(table), it));
        for (var row : wants) {
            var found = live.remove(row.key(table));
            if (found == null) {
                columns.add(table.viewName() + " lacks a row");
            } else {
                columns.addAll(differing(table, row, found, table.viewName() + "."));
            }
        }
        if (!live.isEmpty()) {
            surplus.add("%s has %d more".formatted(table.viewName(), live.size()));
        }
    }

    /** The names of columns; of a deleted row only that it is one. */
    private static List<String> differing(Table table, Row one, Row other, String prefix) {
        return one.values().keySet().stream()
                .filter(it -> !it.equals(Lineage.VERSION.name()) && !table.key().contains(it))
                .filter(it -> it.equals(Lineage.DELETED.name()) || !(one.isDeleted() && other.isDeleted()))
                .filter(it -> !Objects.equals(one.value(it), other.value(it)))
                .map(it -> prefix + it)
                .toList();
    }

    private static Judged judged(Sort sort, Id id, Row wants, @Nullable Row live, List<String> columns) {
        return new Judged(
                sort,
                id.account(),
                String.join(":", id.key()),
                wants.version(),
                live == null ? null : live.version(),
                columns);
    }
}

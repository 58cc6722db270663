package io.bisync.loading.lineage;

import io.bisync.loading.range.Labels;
import io.bisync.table.Entity;
import io.bisync.table.Lineage;
import io.bisync.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds rows of an entity's tables, by their key or by the record that they came from. */
class Rows {

    private static final int MOST = 100;

    private final Function<String, List<List<@Nullable Object>>> sql;

    Rows(Function<String, List<List<@Nullable Object>>> sql) {
        this.sql = sql;
    }

    /**
     * The root's row and its children's.
     *
     * @param id the parts of the root's key but the account, with colons between: the last one may hold colons
     * @throws IllegalArgumentException where the entity has no such id
     */
    List<FollowedRow> of(Entity entity, String account, String id) {
        var key = entity.table().key().stream()
                .filter(it -> !it.equals(Lineage.ACCOUNT.name()))
                .toList();
        var parts = id.split(":", key.size());
        if (parts.length < key.size()) {
            throw new IllegalArgumentException("The id of %s %s is %s, with colons between, and not %s"
                    .formatted(entity.source(), entity.name(), String.join(":", key), id));
        }
        var condition = new StringBuilder("account_id = " + quoted(account));
        for (var i = 0; i < parts.length; i++) {
            condition
                    .append(" AND ")
                    .append(key.get(i))
                    .append(" = ")
                    .append(literal(entity.table(), key.get(i), parts[i]));
        }
        return where(entity, condition.toString());
    }

    /**
     * The rows that came from a record.
     *
     * @param account whose they are, so that few have to be looked through; null where nobody knows
     */
    List<FollowedRow> from(Entity entity, RecordPlace place, @Nullable String account) {
        return where(
                entity,
                "%ssource_topic = %s AND source_partition = %d AND source_offset = %d"
                        .formatted(
                                account == null ? "" : "account_id = " + quoted(account) + " AND ",
                                quoted(place.topic()),
                                place.partition(),
                                place.offset()));
    }

    private List<FollowedRow> where(Entity entity, String condition) {
        var rows = new ArrayList<FollowedRow>();
        for (var table : entity.tables()) {
            var key = table.key();
            for (List<@Nullable Object> row : sql.apply(
                    "SELECT %s, record_version, is_deleted, source_topic, source_partition, source_offset, loaded_at FROM %s WHERE %s LIMIT %d"
                            .formatted(String.join(", ", key), table, condition, MOST))) {
                rows.add(row(table, key, row));
            }
        }
        return rows;
    }

    private static FollowedRow row(Table table, List<String> key, List<@Nullable Object> values) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (var i = 0; i < key.size(); i++) {
            keys.put(key.get(i), String.valueOf(values.get(i)));
        }
        var told = values.subList(key.size(), values.size()).stream()
                .map(String::valueOf)
                .toList();
        var place = new RecordPlace(told.get(2), Integer.parseInt(told.get(3)), Long.parseLong(told.get(4)));
        return new FollowedRow(
                table.name(),
                keys,
                Long.parseLong(told.get(0)),
                told.get(1).equals("true") || told.get(1).equals("1"),
                place.toString(),
                told.get(5),
                Labels.like(table.name(), place.partition()));
    }

    private static String literal(Table table, String column, String value) {
        var isQuoted = table.columns().stream()
                .filter(it -> it.name().equals(column))
                .anyMatch(it -> it.type().isQuoted());
        if (!isQuoted && !value.matches("-?[0-9]{1,18}")) {
            throw new IllegalArgumentException("%s is a number, and %s is none".formatted(column, value));
        }
        return isQuoted ? quoted(value) : value;
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}

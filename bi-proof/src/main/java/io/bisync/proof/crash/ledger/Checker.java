package io.bisync.proof.crash.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what was acknowledged with tables, their history and dead letters; reads all of them itself and knows nothing
 * of the core's books.
 */
public final class Checker {

    private final Connection connection;
    private final String database;
    private final Orders orders;

    public Checker(Connection connection, String database, Orders orders) {
        this.connection = connection;
        this.database = database;
        this.orders = orders;
    }

    /** Looks at everything with ids in {@code [from, to)}; the records are all that were written with such ids. */
    public Findings check(Collection<Written> records, Set<Written.Place> letters, long from, long to) {
        var words = new ArrayList<String>();
        try {
            var newest = newest(records);
            var lost = lost(records, letters, newest, versions(orders.rootTable(), "id", from, to), words);
            lost += missingItems(newest, versions(orders.itemTable(), "id * 10 + item", from, to), words);
            var doubled = doubled(from, to, words);
            return new Findings(lost, doubled, outOfOrder(from, to, words), List.copyOf(words));
        } catch (SQLException unreadable) {
            throw new IllegalStateException("The tables cannot be read", unreadable);
        }
    }

    /** The newest version of every key that has to be in the tables. */
    private static Map<Long, Long> newest(Collection<Written> records) {
        Map<Long, Long> newest = new HashMap<>();
        records.stream().filter(Written::isGood).forEach(it -> newest.merge(it.id(), it.version(), Math::max));
        return newest;
    }

    private static long lost(
            Collection<Written> records,
            Set<Written.Place> letters,
            Map<Long, Long> newest,
            Map<Long, Long> found,
            List<String> words) {
        var lost = 0;
        for (var record : records) {
            var there = found.getOrDefault(record.id(), -1L) >= record.version();
            var rejected = letters.contains(record.place());
            var covered = switch (record.kind()) {
                case GOOD -> there && !rejected;
                case REJECTED -> rejected;
                // One that a newer record of its range replaced was never sent.
                case ROOT_REFUSED, ITEM_REFUSED -> rejected || there;
            };
            if (!covered) {
                lost++;
                words.add("lost, or rejected without need: " + record + ", the table has version "
                        + found.get(record.id()));
            }
        }
        for (var one : found.entrySet()) {
            if (!one.getValue().equals(newest.get(one.getKey()))) {
                lost++;
                words.add("order %d has version %d, expected %s"
                        .formatted(one.getKey(), one.getValue(), newest.get(one.getKey())));
            }
        }
        return lost;
    }

    /** Children may be ahead of their parent, never behind. */
    private static long missingItems(Map<Long, Long> newest, Map<Long, Long> found, List<String> words) {
        var missing = 0;
        for (var one : newest.entrySet()) {
            for (var item = 0; item < Orders.ITEMS; item++) {
                if (found.getOrDefault(one.getKey() * 10 + item, -1L) < one.getValue()) {
                    missing++;
                    words.add("order %d lacks item %d of version %d".formatted(one.getKey(), item, one.getValue()));
                }
            }
        }
        return missing;
    }

    private Map<Long, Long> versions(String table, String key, long from, long to) throws SQLException {
        Map<Long, Long> versions = new HashMap<>();
        query(
                "SELECT %s, record_version FROM \"%s\".\"%s\" WHERE id >= ? AND id < ?".formatted(key, database, table),
                from,
                to,
                rows -> versions.put(rows.getLong(1), rows.getLong(2)));
        return versions;
    }

    /** A record's row that came in two loads; by another privacy revision it is another row. */
    private int doubled(long from, long to, List<String> words) throws SQLException {
        var before = words.size();
        query(
                """
                SELECT tbl, id, item, version, p, o, count(*) FROM kit.delivered
                WHERE id >= ? AND id < ? AND tbl IN ('%s', '%s')
                GROUP BY tbl, id, item, version, p, o, extra HAVING count(*) > 1""".formatted(orders.rootTable(), orders.itemTable()),
                from,
                to,
                rows -> words.add("doubled: %s id %d item %s version %d of p%d@%d came %d times"
                        .formatted(
                                rows.getString(1),
                                rows.getLong(2),
                                rows.getString(3),
                                rows.getLong(4),
                                rows.getInt(5),
                                rows.getLong(6),
                                rows.getLong(7))));
        return words.size() - before;
    }

    private int outOfOrder(long from, long to, List<String> words) throws SQLException {
        var before = words.size();
        query(
                "SELECT tbl, id, item, before, after FROM kit.went_back WHERE id >= ? AND id < ? AND tbl IN ('%s', '%s')"
                        .formatted(orders.rootTable(), orders.itemTable()),
                from,
                to,
                rows -> words.add("out of order: %s id %d item %s went from %d back to %d"
                        .formatted(
                                rows.getString(1),
                                rows.getLong(2),
                                rows.getString(3),
                                rows.getLong(4),
                                rows.getLong(5))));
        return words.size() - before;
    }

    /** Takes one row of a result. */
    @FunctionalInterface
    private interface Row {
        void take(ResultSet rows) throws SQLException;
    }

    private void query(String sql, long from, long to, Row row) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, from);
            statement.setLong(2, to);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    row.take(rows);
                }
            }
        }
    }
}

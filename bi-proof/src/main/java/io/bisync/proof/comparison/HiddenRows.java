package io.bisync.proof.comparison;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.probe.Sql;
import java.util.List;
import java.util.stream.Collectors;

/** Looks at the base rows that a view does not show. */
public final class HiddenRows {

    private final Sql sql;

    public HiddenRows(Sql sql) {
        this.sql = sql;
    }

    /** Every hidden row is deleted, belongs to a deleted entity, or is older than its entity's row. */
    Finding check(BusinessTable table) {
        long hidden = sql.number("SELECT count(*) FROM %s".formatted(table.base()))
                - sql.number("SELECT count(*) FROM %s".formatted(table.view()));
        long explained = sql.number(explained(table));
        return Finding.of(
                Verdict.ROWS,
                "Every row of %s that its view hides is deleted or older than its parent".formatted(table.base()),
                "%,d hidden".formatted(hidden),
                hidden == explained
                        ? List.of()
                        : List.of("%,d are hidden, %,d of them for a reason".formatted(hidden, explained)));
    }

    /** Items that had been loaded, and therefore seen, and that a newer version of their order no longer has. */
    public long outgrown(BusinessTable table) {
        return sql.number(joined(table) + " WHERE p.is_deleted = false AND c.record_version < p.record_version");
    }

    private static String explained(BusinessTable table) {
        return table.isChild()
                ? joined(table) + " WHERE p.is_deleted = true OR c.record_version < p.record_version"
                : "SELECT count(*) FROM %s WHERE is_deleted = true".formatted(table.base());
    }

    private static String joined(BusinessTable table) {
        String keys = table.rootKey().stream()
                .map(column -> " AND p.%s = c.%s".formatted(column, column))
                .collect(Collectors.joining());
        return "SELECT count(*) FROM %s c JOIN %s p ON p.account_id = c.account_id%s"
                .formatted(table.base(), table.root(), keys);
    }
}

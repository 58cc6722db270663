package io.bisync.proof;

import io.bisync.local.stack.LocalStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import tools.jackson.databind.JsonNode;

/** Changes single rows in the engine below the stand-in, where no load passes. */
final class TamperedTables {

    private static final String ORDER = "jushuitan_order";
    private static final String ITEM = "jushuitan_order_item";

    private final LocalStack stack;
    private final Sql sql;

    TamperedTables(LocalStack stack, Sql sql) {
        this.stack = stack;
        this.sql = sql;
    }

    Tampering deletedRow() {
        Sql.Answer items = sql.query("SELECT account_id, o_id, oi_id FROM " + ITEM + " ORDER BY o_id, oi_id LIMIT 1");
        JsonNode row = items.rows().getFirst();
        String where = "account_id = '%s' AND o_id = %s AND oi_id = '%s'"
                .formatted(items.text(row, "account_id"), items.text(row, "o_id"), items.text(row, "oi_id"));
        return new Tampering(
                "a row deleted",
                Verdict.ROWS,
                "%s %s|%s|%s is missing"
                        .formatted(
                                ITEM, items.text(row, "account_id"), items.text(row, "o_id"), items.text(row, "oi_id")),
                change(ITEM, where, "DELETE FROM %s WHERE %s"));
    }

    Tampering changedAmount() {
        Sql.Answer orders = order("pay_amount IS NOT NULL");
        return new Tampering(
                "an amount changed",
                Verdict.VALUES,
                "%s %s: pay_amount is".formatted(ORDER, key(orders)),
                change(ORDER, where(orders), "UPDATE %s SET pay_amount = pay_amount + 0.01 WHERE %s"));
    }

    Tampering plantedMark() {
        Sql.Answer orders = order("o_id IS NOT NULL");
        return new Tampering(
                "a personal mark planted",
                Verdict.PERSONAL_MARK,
                "the row %s of ods_%s".formatted(key(orders), ORDER),
                change(
                        ORDER,
                        where(orders),
                        "UPDATE %s SET extra = '{\"buyer_word\":\"" + PersonalMark.MARK + "\"}' WHERE %s"));
    }

    /** Version, place and values of an earlier event, so that its lineage is right and only its age is wrong. */
    Tampering olderVersion(EarlierEvent earlier) {
        Sql.Answer orders = order("account_id = '%s' AND o_id = %s".formatted(earlier.account(), earlier.order()));
        return new Tampering(
                "an older version put in",
                Verdict.VERSIONS,
                "%s %s: record_version is %d, at the ERP".formatted(ORDER, key(orders), earlier.version()),
                change(
                        ORDER,
                        where(orders),
                        "UPDATE %s SET record_version = " + earlier.version()
                                + ", source_topic = '" + earlier.place().topic()
                                + "', source_partition = " + earlier.place().partition()
                                + ", source_offset = " + earlier.place().offset()
                                + ", status = '" + earlier.status()
                                + "', pay_amount = " + earlier.payAmount()
                                + " WHERE %s"));
    }

    private Sql.Answer order(String condition) {
        return sql.query("SELECT account_id, o_id FROM %s WHERE %s ORDER BY o_id LIMIT 1".formatted(ORDER, condition));
    }

    private static String key(Sql.Answer orders) {
        JsonNode row = orders.rows().getFirst();
        return orders.text(row, "account_id") + "|" + orders.text(row, "o_id");
    }

    private static String where(Sql.Answer orders) {
        JsonNode row = orders.rows().getFirst();
        return "account_id = '%s' AND o_id = %s".formatted(orders.text(row, "account_id"), orders.text(row, "o_id"));
    }

    /** Keeps the row aside, runs the statement, and answers how the row comes back. */
    private Runnable change(String view, String where, String statement) {
        String table = "\"%s\".\"ods_%s\"".formatted(stack.starRocks().database(), view);
        String kept = "stand_in.kept";
        execute("CREATE TABLE %s AS SELECT * FROM %s WHERE %s".formatted(kept, table, where), 1);
        execute(statement.formatted(table, where), 1);
        return () -> {
            execute("DELETE FROM %s WHERE %s".formatted(table, where), -1);
            execute("INSERT INTO %s SELECT * FROM %s".formatted(table, kept), 1);
            execute("DROP TABLE " + kept, -1);
        };
    }

    private void execute(String statement, int rows) {
        var postgres = stack.postgres();
        try (Connection connection = DriverManager.getConnection(
                        postgres.jdbcUrl("starrocks"), postgres.user(), postgres.password());
                var execution = connection.createStatement()) {
            int changed = execution.executeUpdate(statement);
            if (rows >= 0 && changed != rows) {
                throw new IllegalStateException("%d rows instead of %d: %s".formatted(changed, rows, statement));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot tamper with the stand-in's database: " + statement, e);
        }
    }
}

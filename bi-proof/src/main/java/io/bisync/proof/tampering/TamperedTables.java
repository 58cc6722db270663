package io.bisync.proof.tampering;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.stack.LocalStack;
import io.bisync.proof.comparison.PersonalMark;
import io.bisync.proof.comparison.TruthRow;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.probe.Sql;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Changes single rows in the engine below the stand-in, where no load passes. */
final class TamperedTables {

    private static final BusinessTable ORDER = Dictionary.of("jushuitan").stream()
            .filter(page -> page.entity().equals("order"))
            .flatMap(BusinessTable::of)
            .findFirst()
            .orElseThrow();

    private final LocalStack stack;
    private final Sql sql;

    TamperedTables(LocalStack stack, Sql sql) {
        this.stack = stack;
        this.sql = sql;
    }

    /** A row, as its table's findings name it and as SQL finds it. */
    private record Target(BusinessTable table, String key, String where) {}

    Tampering deletedRow(BusinessTable table) {
        Target row = any(table, "account_id IS NOT NULL");
        return new Tampering(
                "a row deleted",
                Verdict.ROWS,
                "%s %s is missing".formatted(table.view(), row.key()),
                change(row, "DELETE FROM %s WHERE %s"));
    }

    Tampering changedAmount(BusinessTable table) {
        String amount = table.amount().orElseThrow();
        Target row = any(table, amount + " IS NOT NULL");
        return new Tampering(
                "an amount changed",
                Verdict.VALUES,
                "%s %s: %s is".formatted(table.view(), row.key(), amount),
                change(row, "UPDATE %s SET " + amount + " = " + amount + " + 0.01 WHERE %s"));
    }

    Tampering plantedMark() {
        Target row = any(ORDER, "account_id IS NOT NULL");
        return new Tampering(
                "a personal mark planted",
                Verdict.PERSONAL_MARK,
                "the row %s of %s".formatted(row.key(), ORDER.base()),
                change(row, "UPDATE %s SET extra = '{\"buyer_word\":\"" + PersonalMark.MARK + "\"}' WHERE %s"));
    }

    /** Version, place and values of an earlier event, so that its lineage is right and only its age is wrong. */
    Tampering olderVersion(EarlierEvent earlier) {
        Target row = any(ORDER, "account_id = '%s' AND o_id = %s".formatted(earlier.account(), earlier.order()));
        return new Tampering(
                "an older version put in",
                Verdict.VERSIONS,
                "%s %s: record_version is %d, at the ERP".formatted(ORDER.view(), row.key(), earlier.version()),
                change(
                        row,
                        "UPDATE %s SET record_version = " + earlier.version()
                                + ", source_topic = '" + earlier.place().topic()
                                + "', source_partition = " + earlier.place().partition()
                                + ", source_offset = " + earlier.place().offset()
                                + ", status = '" + earlier.status()
                                + "', pay_amount = " + earlier.payAmount()
                                + " WHERE %s"));
    }

    private Target any(BusinessTable table, String condition) {
        String columns = String.join(", ", table.key());
        Sql.Answer rows = sql.query("SELECT account_id, %s FROM %s WHERE %s ORDER BY %s LIMIT 1"
                .formatted(columns, table.view(), condition, columns));
        JsonNode row = rows.rows().getFirst();
        String account = rows.text(row, "account_id");
        List<String> key =
                table.key().stream().map(column -> rows.text(row, column)).toList();
        String where = Stream.concat(Stream.of("account_id"), table.key().stream())
                .map(column -> "%s = '%s'".formatted(column, rows.text(row, column)))
                .collect(Collectors.joining(" AND "));
        return new Target(table, TruthRow.key(account, key), where);
    }

    /** Keeps the row aside, runs the statement, and answers how the row comes back. */
    private Runnable change(Target row, String statement) {
        String where = row.where();
        String table = "\"%s\".\"%s\""
                .formatted(stack.starRocks().database(), row.table().base());
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

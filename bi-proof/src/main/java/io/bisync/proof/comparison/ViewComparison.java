package io.bisync.proof.comparison;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.probe.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Holds a view against the truth, row by row and column by column. */
final class ViewComparison {

    /** Columns that say where a row came from; {@link Lineage} checks them. */
    private static final Set<String> LINEAGE = Set.of(
            "account_id",
            "record_version",
            "parent_version",
            "is_deleted",
            "source_topic",
            "source_partition",
            "source_offset",
            "loaded_at");

    private final Sql sql;

    ViewComparison(Sql sql) {
        this.sql = sql;
    }

    /** The rows of the view, their versions, and their values. */
    List<Finding> compare(BusinessTable table, List<TruthRow> truth) {
        Sql.Answer view = sql.query("SELECT * FROM " + table.view());
        Map<String, JsonNode> rows = new HashMap<>();
        for (JsonNode row : view.rows()) {
            List<String> key =
                    table.key().stream().map(column -> view.text(row, column)).toList();
            rows.put(TruthRow.key(view.text(row, "account_id"), key), row);
        }
        List<String> wrongRows = new ArrayList<>();
        List<String> wrongVersions = new ArrayList<>();
        List<String> wrongValues = new ArrayList<>();
        columns(table, view, truth, wrongRows);
        for (TruthRow expected : truth) {
            JsonNode row = rows.remove(expected.key());
            if (row == null) {
                wrongRows.add("%s %s is missing".formatted(table.view(), expected.key()));
            } else {
                version(view, expected, row, wrongVersions);
                values(view, expected, row, wrongValues);
            }
        }
        rows.keySet().forEach(key -> wrongRows.add("%s %s is not at the ERP".formatted(table.view(), key)));
        return List.of(
                Finding.of(
                        Verdict.ROWS,
                        "The view %s has the rows of the ERP".formatted(table.view()),
                        "%,d rows".formatted(truth.size()),
                        wrongRows),
                Finding.of(
                        Verdict.VERSIONS,
                        "Every row of %s is of the ERP's version".formatted(table.view()),
                        "%,d rows".formatted(truth.size()),
                        wrongVersions),
                Finding.of(
                        Verdict.VALUES,
                        "The view %s equals the truth".formatted(table.view()),
                        "%,d rows, %d columns"
                                .formatted(truth.size(), view.columns().size() - LINEAGE.size()),
                        wrongValues));
    }

    private static void version(Sql.Answer view, TruthRow expected, JsonNode row, List<String> wrong) {
        String version = view.text(row, "record_version");
        if (expected.version() != TruthRow.NO_VERSION && !version.equals(Long.toString(expected.version()))) {
            wrong.add("%s %s: record_version is %s, at the ERP %d"
                    .formatted(expected.table().view(), expected.key(), version, expected.version()));
        }
    }

    private static void columns(BusinessTable table, Sql.Answer view, List<TruthRow> truth, List<String> wrong) {
        if (truth.isEmpty()) {
            wrong.add("The ERP has no rows for " + table.view());
            return;
        }
        Set<String> expected = new TreeSet<>(truth.getFirst().values().keySet());
        Set<String> found = view.columns().stream()
                .map(Sql.Answer.Column::name)
                .filter(name -> !LINEAGE.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(found);
        found.removeAll(expected);
        if (!missing.isEmpty() || !found.isEmpty()) {
            wrong.add("%s lacks the columns %s and has %s that the ERP does not know"
                    .formatted(table.view(), missing, found));
        }
    }

    private static void values(Sql.Answer view, TruthRow expected, JsonNode row, List<String> wrong) {
        for (int i = 0; i < view.columns().size(); i++) {
            Sql.Answer.Column column = view.columns().get(i);
            JsonNode truth = expected.values().get(column.name());
            if (truth == null) {
                continue;
            }
            String should = Canonical.of(truth, column.type());
            String is = Canonical.of(row.get(i), column.type());
            if (!should.equals(is)) {
                wrong.add("%s %s: %s is %s, at the ERP %s"
                        .formatted(expected.table().view(), expected.key(), column.name(), is, should));
            }
        }
    }
}

package io.bisync.proof.comparison;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.local.dictionary.Dictionary;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.probe.Sql;
import io.bisync.proof.probe.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which tables the check looks at: those of the vendors' pages that StarRocks has. An entity that nobody declares is
 * told and not looked at; one that somebody declares and that has no table speaks against the suite.
 *
 * @param all in the order of the pages
 * @param idle the entities that nobody declares
 * @param contradictions what is declared and cannot be checked
 */
public record CheckedTables(List<BusinessTable> all, Set<String> idle, List<String> contradictions) {

    private static final String DEAD_LETTERS = "-dlt";

    public static CheckedTables in(Sql sql, Topics topics) {
        return of(Dictionary.all(), sql.tables(), topics.names());
    }

    /** Declared is an entity of which one table is there, or the topic of its dead letters: both are ours alone. */
    static CheckedTables of(List<Dictionary> pages, Set<String> tables, Set<String> topics) {
        List<BusinessTable> checked = new ArrayList<>();
        Set<String> idle = new TreeSet<>();
        List<String> contradictions = new ArrayList<>();
        Set<String> unknown = new TreeSet<>(tables);
        unknown.removeAll(StatusInSql.TABLES);
        for (Dictionary page : pages) {
            List<BusinessTable> all = BusinessTable.of(page).toList();
            all.forEach(table -> unknown.remove(table.base()));
            boolean declared = topics.contains(topic(page) + DEAD_LETTERS)
                    || all.stream().anyMatch(table -> tables.contains(table.base()));
            if (!declared) {
                idle.add(all.getFirst().entity());
            }
            for (BusinessTable table : all) {
                if (tables.contains(table.base())) {
                    checked.add(table);
                } else if (declared) {
                    contradictions.add(
                            "%s is declared, and StarRocks has no table %s".formatted(table.entity(), table.base()));
                }
            }
        }
        unknown.forEach(table -> contradictions.add("No page of a vendor speaks of the table " + table));
        return new CheckedTables(List.copyOf(checked), idle, List.copyOf(contradictions));
    }

    /** Says what is looked at, and what is not. */
    Finding finding() {
        Set<String> entities = all.stream().map(BusinessTable::entity).collect(Collectors.toCollection(TreeSet::new));
        return Finding.of(
                Verdict.ROWS,
                "Every entity that is declared can be checked",
                "%s; nobody declares %s".formatted(entities, idle),
                contradictions);
    }

    private static String topic(Dictionary page) {
        return page.fact("topic").orElse("erp.%s.%s".formatted(page.source(), page.entity()));
    }
}

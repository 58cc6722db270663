package io.bisync.proof.comparison;

import io.bisync.local.stack.LocalStack;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.probe.Place;
import io.bisync.proof.probe.Sql;
import io.bisync.proof.probe.Topics;
import io.bisync.proof.probe.Web;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds what the suite made of a stack that stands still against the simulators' own state, as often as asked. */
public final class Comparison {

    private final LocalStack stack;
    private final Sql sql;
    private final Topics topics;
    private final Web web = new Web();

    public Comparison(LocalStack stack, Sql sql, Topics topics) {
        this.stack = stack;
        this.sql = sql;
        this.topics = topics;
    }

    /** The gravest contradiction first; a view's rows before their versions, and those before the values. */
    public List<Finding> findings() {
        CheckedTables tables = CheckedTables.in(sql, topics);
        List<Finding> findings = new ArrayList<>(marks(tables));
        findings.add(tables.finding());
        var comparison = new ViewComparison(sql);
        var truth = Truths.read(stack, web, tables);
        truth.forEach((table, rows) -> findings.addAll(comparison.compare(table, rows)));
        findings.addAll(new BusinessViews(sql, truth).check());
        var hidden = new HiddenRows(sql);
        tables.all().forEach(table -> findings.add(hidden.check(table)));
        findings.add(new Lineage(sql, topics).check(tables));
        findings.add(new DeadLetters(topics).check(poisonedRows(), poisonedRecords()));
        findings.add(new StatusInSql(sql, stack.controlPlane()).check());
        return findings;
    }

    private List<Finding> marks(CheckedTables tables) {
        var marks = new PersonalMark();
        marks.inTopics(topics);
        marks.inTables(sql, tables);
        marks.inLogs(stack.folder());
        Map<String, Web.Reply> answers = new LinkedHashMap<>();
        URI basic = stack.basic().address();
        String token = stack.controlPlane().administrator();
        for (String path : List.of("/api/accounts", "/api/status", "/api/access-tokens")) {
            answers.put(basic + path, web.ask(basic.resolve(path), token));
        }
        URI management = stack.basic().management();
        for (String path : List.of("/actuator/prometheus", "/actuator/health/dependencies")) {
            answers.put(management + path, web.ask(management.resolve(path), token));
        }
        for (URI loader :
                List.of(stack.apiJushuitan().management(), stack.apiLeke().management())) {
            for (String path : List.of("/actuator/prometheus", "/actuator/health/dependencies", "/actuator/loading")) {
                answers.put(loader + path, web.ask(loader.resolve(path), token));
            }
        }
        marks.inAnswers(answers);
        return marks.findings();
    }

    private Map<DeadLetters.Subject, String> poisonedRows() {
        Map<DeadLetters.Subject, String> rows = new HashMap<>();
        LocalStack.JUSHUITAN.forEach((account, coId) -> stack.jushuitan()
                .merchant(coId)
                .poison()
                .forEach(row -> rows.put(
                        new DeadLetters.Subject(account, "jushuitan." + row.entity(), row.id()),
                        row.defect().code())));
        return rows;
    }

    private Map<Place, String> poisonedRecords() {
        Map<Place, String> records = new HashMap<>();
        stack.tenants()
                .forEach(source -> source.poison()
                        .forEach(record -> records.put(
                                new Place(record.topic(), record.partition(), record.offset()),
                                record.kind().code())));
        return records;
    }
}

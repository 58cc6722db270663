package io.bisync.proof.comparison;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.local.stack.LocalStack;
import io.bisync.local.stack.ServiceProcess;
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
    private final Records records;
    private final Web web = new Web();
    private final Map<Place, String> letters = new HashMap<>();
    private final Map<BusinessTable, List<TruthRow>> truth = new LinkedHashMap<>();

    public Comparison(LocalStack stack, Sql sql, Topics topics) {
        this.stack = stack;
        this.sql = sql;
        this.topics = topics;
        this.records = new Records(topics);
    }

    /** What was set aside on purpose, beside poison: the code by the place of its record. */
    public void expectLetters(Map<Place, String> more) {
        letters.putAll(more);
    }

    /** The gravest contradiction first; a view's rows before their versions, and those before the values. */
    public List<Finding> findings() {
        CheckedTables tables = CheckedTables.in(sql, topics);
        records.readOn();
        if (truth.isEmpty()) {
            // The ERPs stand still.
            truth.putAll(Truths.read(stack, web, tables));
        }
        var marks = new PersonalMark();
        var lineage = new Lineage(records);
        marks.in(records);
        for (BusinessTable table : tables.all()) {
            Sql.Answer rows = sql.query("SELECT * FROM " + table.base());
            marks.in(table, rows);
            lineage.look(table, rows);
        }
        marks.inLogs(stack.folder());
        marks.inAnswers(answers());
        List<Finding> findings = new ArrayList<>(marks.findings());
        findings.add(tables.finding());
        var comparison = new ViewComparison(sql);
        truth.forEach((table, rows) -> findings.addAll(comparison.compare(table, rows)));
        findings.addAll(new BusinessViews(sql, truth).check());
        var hidden = new HiddenRows(sql);
        tables.all().forEach(table -> findings.add(hidden.check(table)));
        findings.add(lineage.finding());
        findings.add(new DeadLetters(records).check(poisonedRows(), poisonedRecords()));
        findings.add(new StatusInSql(sql, stack.controlPlane()).check());
        return findings;
    }

    private Map<String, Web.Reply> answers() {
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
        for (ServiceProcess loader : stack.services()) {
            if (loader == stack.basic()) {
                continue;
            }
            for (String path : List.of("/actuator/prometheus", "/actuator/health/dependencies", "/actuator/loading")) {
                URI address = loader.management().resolve(path);
                answers.put(address.toString(), web.ask(address, token));
            }
        }
        return answers;
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
        Map<Place, String> records = new HashMap<>(letters);
        stack.tenants()
                .forEach(source -> source.poison()
                        .forEach(record -> records.put(
                                new Place(record.topic(), record.partition(), record.offset()),
                                record.kind().code())));
        return records;
    }
}

package io.bisync.basic.privacy;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.bisync.account.FieldRules;
import io.bisync.basic.account.Source;
import io.bisync.basic.audit.Audit;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.database.Times;
import io.bisync.basic.privacy.SourceRules.Allowed;
import io.bisync.privacy.UnknownFields;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the rules that services told last, and notes in the audit what differs from those before. */
class RulesInForce {

    /** All of them but the allowed fields. */
    private record Mode(
            UnknownFields unknownFields, @Nullable String sealingKey) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Audit audit;
    private final InstantSource clock;

    RulesInForce(JdbcClient jdbc, TransactionTemplate transaction, Audit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audit = audit;
        this.clock = clock;
    }

    List<SourceRules> list() {
        Map<String, List<Allowed>> allowed = jdbc
                .sql("SELECT source, field, told_by, since FROM basic.allowed_field ORDER BY source, field")
                .query((row, _) -> Map.entry(
                        row.getString("source"),
                        new Allowed(
                                row.getString("field"),
                                row.getString("told_by"),
                                Objects.requireNonNull(Times.instant(row, "since")))))
                .list()
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
        return jdbc.sql("SELECT * FROM basic.privacy ORDER BY source")
                .query((row, _) -> new SourceRules(
                        row.getString("source"),
                        UnknownFields.valueOf(row.getString("unknown_fields")),
                        row.getString("sealing_key"),
                        row.getString("told_by"),
                        Objects.requireNonNull(Times.instant(row, "since")),
                        allowed.getOrDefault(row.getString("source"), List.of())))
                .list();
    }

    void tell(Source source, FieldRules told) {
        Caller.current().requireSource(source.text());
        transaction.executeWithoutResult(_ -> {
            mode(source, new Mode(told.unknownFields(), told.sealingKey()));
            var fields = told.allowed().toArray(String[]::new);
            changed(source, fields, """
                            INSERT INTO basic.allowed_field (source, field, told_by, since)
                            SELECT :source, told.field, :by, :at FROM unnest(CAST(:fields AS varchar[])) told (field)
                            ON CONFLICT DO NOTHING RETURNING field""").forEach(it -> audit.note("privacy.allow", "field " + it, null, null));
            changed(source, fields, """
                            DELETE FROM basic.allowed_field
                            WHERE source = :source AND NOT field = ANY (CAST(:fields AS varchar[]))
                            RETURNING field""").forEach(it -> audit.note("privacy.withdraw", "field " + it, null, null));
        });
    }

    /** The row is locked from here on, so that two processes that start at once are noted one after the other. */
    private void mode(Source source, Mode told) {
        var isFirst = with(source, told, """
                        INSERT INTO basic.privacy (source, unknown_fields, sealing_key, told_by, since)
                        VALUES (:source, :unknown, :key, :by, :at) ON CONFLICT DO NOTHING""").update() > 0;
        var before = jdbc.sql("SELECT unknown_fields, sealing_key FROM basic.privacy WHERE source = :source FOR UPDATE")
                .param("source", source.text())
                .query((row, _) ->
                        new Mode(UnknownFields.valueOf(row.getString("unknown_fields")), row.getString("sealing_key")))
                .single();
        if (isFirst) {
            audit.note("privacy.begin", "source " + source.text(), null, told);
        } else if (!before.equals(told)) {
            with(source, told, """
                            UPDATE basic.privacy SET unknown_fields = :unknown, sealing_key = :key, told_by = :by, since = :at
                            WHERE source = :source""").update();
            audit.note("privacy.change", "source " + source.text(), before, told);
        }
    }

    private JdbcClient.StatementSpec with(Source source, Mode told, String sql) {
        return told(source, sql).param("unknown", told.unknownFields().name()).param("key", told.sealingKey());
    }

    private List<String> changed(Source source, String[] fields, String sql) {
        return told(source, sql)
                .param("fields", fields)
                .query((row, _) -> row.getString("field"))
                .list();
    }

    private JdbcClient.StatementSpec told(Source source, String sql) {
        return jdbc.sql(sql)
                .param("source", source.text())
                .param("by", Caller.current().toString())
                .param("at", Times.column(clock.instant()));
    }
}

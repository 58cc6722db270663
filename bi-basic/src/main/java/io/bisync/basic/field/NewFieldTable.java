package io.bisync.basic.field;

import io.bisync.account.NewFields;
import io.bisync.basic.account.Source;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.database.Times;
import io.bisync.json.JsonType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps what processes told of new fields, as long as they are heard of. */
class NewFieldTable {

    /** What nobody has told for so long is a column now, or the ERP sends it no more. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    NewFieldTable(JdbcClient jdbc, TransactionTemplate transaction, InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    void tell(Source source, NewFields told) {
        Caller.current().requireSource(source.text());
        transaction.executeWithoutResult(_ -> told.fields()
                .forEach(it -> jdbc.sql("""
                        INSERT INTO basic.new_field (source, field, type, instance, in_table, field_values, first_at, last_at)
                        VALUES (:source, :field, :type, :instance, :table, :values, :first, :last)
                        ON CONFLICT (source, field, type, instance) DO UPDATE SET
                            field_values = excluded.field_values, last_at = excluded.last_at""")
                        .param("source", source.text())
                        .param("field", it.field())
                        .param("type", it.type().name())
                        .param("instance", told.instance())
                        .param("table", it.table())
                        .param("values", it.values())
                        .param("first", Times.column(it.first()))
                        .param("last", Times.column(it.last()))
                        .update()));
    }

    List<NewField> list(@Nullable String source, @Nullable String table) {
        return jdbc.sql("""
                        SELECT field, in_table, array_agg(DISTINCT type) AS types, sum(field_values) AS field_values,
                            min(first_at) AS first_at, max(last_at) AS last_at
                        FROM basic.new_field
                        WHERE (CAST(:source AS varchar) IS NULL OR source = :source)
                            AND (CAST(:table AS varchar) IS NULL OR in_table = :table)
                        GROUP BY field, in_table ORDER BY field""")
                .param("source", source)
                .param("table", table)
                .query((row, _) -> NewField.of(
                        row.getString("field"),
                        row.getString("in_table"),
                        types((String[]) row.getArray("types").getArray()),
                        row.getLong("field_values"),
                        Objects.requireNonNull(Times.instant(row, "first_at")),
                        Objects.requireNonNull(Times.instant(row, "last_at"))))
                .list();
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void forget() {
        jdbc.sql("DELETE FROM basic.new_field WHERE last_at < :before")
                .param("before", Times.column(clock.instant().minus(KEPT)))
                .update();
    }

    private static Set<JsonType> types(String... names) {
        var types = EnumSet.noneOf(JsonType.class);
        Arrays.stream(names).map(JsonType::valueOf).forEach(types::add);
        return types;
    }
}

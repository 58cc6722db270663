package io.bisync.basic.run;

import io.bisync.basic.account.Source;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.run.LoadableEntity;
import io.bisync.run.SliceKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/** The table of what services can load again, as each said last. */
class Loadables {

    private static final TypeReference<Map<SliceKind, Duration>> WINDOWS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;
    private final TransactionTemplate transaction;
    private final ObjectMapper json;

    Loadables(
            JdbcClient jdbc, NamedParameterJdbcOperations batches, TransactionTemplate transaction, ObjectMapper json) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transaction = transaction;
        this.json = json;
    }

    /** Puts these in the place of what was said before. */
    void offer(Source source, List<LoadableEntity> entities) {
        transaction.executeWithoutResult(_ -> {
            SourceLock.take(jdbc, source);
            jdbc.sql("DELETE FROM basic.loadable WHERE source = :source")
                    .param("source", source.text())
                    .update();
            batches.batchUpdate(
                    """
                    INSERT INTO basic.loadable (source, entity, topic, history_topic, windows)
                    VALUES (:source, :entity, :topic, :historyTopic, CAST(:windows AS jsonb))
                    ON CONFLICT DO NOTHING\
                    """, entities.stream().map(it -> row(source, it)).toArray(SqlParameterSource[]::new));
        });
    }

    List<LoadableEntity> of(Source source) {
        return jdbc.sql("SELECT * FROM basic.loadable WHERE source = :source ORDER BY entity")
                .param("source", source.text())
                .query((row, _) -> new LoadableEntity(
                        row.getString("entity"),
                        row.getString("topic"),
                        row.getString("history_topic"),
                        json.readValue(row.getString("windows"), WINDOWS)))
                .list();
    }

    /** Those that are named, or all; refused where one is unknown, or nothing was said. */
    Map<String, LoadableEntity> named(Source source, List<String> names) {
        var offered = new LinkedHashMap<String, LoadableEntity>();
        of(source).forEach(it -> offered.put(it.entity(), it));
        if (offered.isEmpty()) {
            throw new RefusedException(
                    Code.NOTHING_OFFERED,
                    "The service of %s has not said what it can load: start it, it does so within a minute"
                            .formatted(source));
        }
        if (names.isEmpty()) {
            return offered;
        }
        var named = new LinkedHashMap<String, LoadableEntity>();
        for (var name : names) {
            var entity = offered.get(name);
            if (entity == null) {
                throw new RefusedException(
                        Code.NOT_LOADABLE,
                        "%s has no entity '%s'; it has %s"
                                .formatted(source, name, String.join(", ", offered.keySet())));
            }
            named.put(name, entity);
        }
        return named;
    }

    private SqlParameterSource row(Source source, LoadableEntity offered) {
        return new MapSqlParameterSource("source", source.text())
                .addValue("entity", offered.entity())
                .addValue("topic", offered.topic())
                .addValue("historyTopic", offered.historyTopic())
                .addValue("windows", json.writeValueAsString(offered.windows()));
    }
}

package io.bisync.basic.run;

import io.bisync.basic.account.Source;
import io.bisync.run.LoadableEntity;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The table of what services can load again, as each said last. */
class Loadables {

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;
    private final TransactionTemplate transaction;

    Loadables(JdbcClient jdbc, NamedParameterJdbcOperations batches, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transaction = transaction;
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
                    INSERT INTO basic.loadable (source, entity, window_seconds) VALUES (:source, :entity, :window)
                    ON CONFLICT DO NOTHING\
                    """, entities.stream().map(it -> row(source, it)).toArray(SqlParameterSource[]::new));
        });
    }

    List<LoadableEntity> of(Source source) {
        return jdbc.sql("SELECT entity, window_seconds FROM basic.loadable WHERE source = :source ORDER BY entity")
                .param("source", source.text())
                .query((row, _) -> {
                    long seconds = row.getLong("window_seconds");
                    return new LoadableEntity(
                            row.getString("entity"), seconds == 0 ? null : Duration.ofSeconds(seconds));
                })
                .list();
    }

    private static SqlParameterSource row(Source source, LoadableEntity offered) {
        var longest = offered.longestWindow();
        return new MapSqlParameterSource("source", source.text())
                .addValue("entity", offered.entity())
                .addValue("window", longest == null ? null : longest.toSeconds(), Types.BIGINT);
    }
}

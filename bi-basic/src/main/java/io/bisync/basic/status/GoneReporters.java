package io.bisync.basic.status;

import io.bisync.basic.database.Times;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionTemplate;

/** Folds the counters of processes that are gone into one row, so that their number is bounded and the sums stay right. */
class GoneReporters {

    /** A process that was silent for half as long takes another name before it reports again. */
    static final Duration GONE_AFTER = Duration.ofDays(1);

    /** The name under which they are kept: no process has it, as a report needs one. */
    private static final String ALL_GONE = "";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    GoneReporters(JdbcClient jdbc, TransactionTemplate transaction, InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void fold() {
        transaction.executeWithoutResult(_ -> {
            var gone = jdbc.sql("DELETE FROM basic.reporter WHERE received_at < :before RETURNING instance")
                    .param("before", Times.column(clock.instant().minus(GONE_AFTER)))
                    .query(String.class)
                    .list();
            if (!gone.isEmpty()) {
                for (var table : new String[] {"lag", "history_lag", "loading_trouble"}) {
                    jdbc.sql("DELETE FROM basic.%s WHERE instance IN (:gone)".formatted(table))
                            .param("gone", gone)
                            .update();
                }
                jdbc.sql("""
                                WITH gone AS (DELETE FROM basic.loaded WHERE instance IN (:gone) RETURNING *)
                                INSERT INTO basic.loaded (source, account_id, entity, instance, loaded_rows, dead_letters,
                                    last_loaded, newest_change, reported_at)
                                SELECT source, account_id, entity, :all, sum(loaded_rows), sum(dead_letters),
                                    max(last_loaded), max(newest_change), max(reported_at)
                                FROM gone GROUP BY source, account_id, entity
                                ON CONFLICT (source, account_id, entity, instance) DO UPDATE SET
                                    loaded_rows = loaded.loaded_rows + excluded.loaded_rows,
                                    dead_letters = loaded.dead_letters + excluded.dead_letters,
                                    last_loaded = GREATEST(loaded.last_loaded, excluded.last_loaded),
                                    newest_change = GREATEST(loaded.newest_change, excluded.newest_change),
                                    reported_at = GREATEST(loaded.reported_at, excluded.reported_at)""").param("gone", gone).param("all", ALL_GONE).update();
            }
        });
    }
}

package io.bisync.basic.permit;

import io.bisync.account.Permits;
import io.bisync.account.Priority;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.database.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Grants calls out of one bucket per account, whichever replica is asked. */
class PermitOffice {

    private static final Logger log = LoggerFactory.getLogger(PermitOffice.class);

    private record Row(Bucket bucket, @Nullable Instant pausedUntil) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Accounts accounts;
    private final Limits limits;
    private final InstantSource clock;

    PermitOffice(
            JdbcClient jdbc, TransactionTemplate transaction, Accounts accounts, Limits limits, InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.accounts = accounts;
        this.limits = limits;
        this.clock = clock;
    }

    Permits grant(String account, Priority priority, int wanted) {
        accounts.enabled(account);
        return Objects.requireNonNull(transaction.execute(_ -> {
            var row = locked(account);
            var now = clock.instant();
            if (row.pausedUntil() != null && row.pausedUntil().isAfter(now)) {
                return new Permits(0, Duration.between(now, row.pausedUntil()));
            }
            var share = limits.forPriority(priority);
            int granted = row.bucket().take(wanted, share, now);
            if (granted == 0) {
                return new Permits(0, row.bucket().pause(share, now));
            }
            jdbc.sql("UPDATE basic.permit SET granted = :granted WHERE account_id = :id")
                    .param("id", account)
                    .param("granted", row.bucket().toString())
                    .update();
            return new Permits(granted, Duration.ZERO);
        }));
    }

    void pause(String account, Duration pause) {
        transaction.executeWithoutResult(_ -> {
            locked(account);
            jdbc.sql("""
                            UPDATE basic.permit SET paused_until = GREATEST(paused_until, CAST(:until AS timestamptz))
                            WHERE account_id = :id""")
                    .param("id", account)
                    .param("until", Times.column(clock.instant().plus(pause)))
                    .update();
        });
        log.atWarn().addKeyValue("account", account).log("The ERP throttles: no permits for {}", pause);
    }

    private Row locked(String account) {
        accounts.known(account);
        jdbc.sql("INSERT INTO basic.permit (account_id) VALUES (:id) ON CONFLICT DO NOTHING")
                .param("id", account)
                .update();
        return jdbc.sql("SELECT * FROM basic.permit WHERE account_id = :id FOR UPDATE")
                .param("id", account)
                .query((row, _) -> new Row(Bucket.parse(row.getString("granted")), Times.instant(row, "paused_until")))
                .single();
    }
}

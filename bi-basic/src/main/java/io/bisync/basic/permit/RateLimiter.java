package io.bisync.basic.permit;

import io.bisync.account.Permits;
import io.bisync.account.Priority;
import io.bisync.basic.account.AccountDeleted;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.account.StoredAccount;
import io.bisync.basic.database.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Grants calls out of one bucket per app or per account, whichever replica is asked. */
class RateLimiter {

    private static final Logger log = LoggerFactory.getLogger(RateLimiter.class);

    private record Row(Bucket bucket, @Nullable Instant pausedUntil) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Accounts accounts;
    private final Apps apps;
    private final PermitProperties properties;
    private final InstantSource clock;

    RateLimiter(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Accounts accounts,
            Apps apps,
            PermitProperties properties,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.accounts = accounts;
        this.apps = apps;
        this.properties = properties;
        this.clock = clock;
    }

    Permits grant(String id, Priority priority, int wanted) {
        var account = accounts.enabled(id);
        var share = properties.limits(account.limits()).forPriority(priority);
        return Objects.requireNonNull(transaction.execute(_ -> {
            var bucket = apps.bucket(account);
            var row = locked(bucket);
            var now = clock.instant();
            if (row.pausedUntil() != null && row.pausedUntil().isAfter(now)) {
                return new Permits(0, Duration.between(now, row.pausedUntil()));
            }
            int granted = row.bucket().take(wanted, share, now);
            if (granted == 0) {
                return new Permits(0, row.bucket().pause(share, now));
            }
            jdbc.sql("UPDATE basic.permit SET granted = :granted WHERE bucket = :bucket")
                    .param("bucket", bucket)
                    .param("granted", row.bucket().toString())
                    .update();
            return new Permits(granted, Duration.ZERO);
        }));
    }

    /** How many calls were granted to an account's bucket in the last minute. */
    int used(StoredAccount account) {
        return jdbc.sql("SELECT granted FROM basic.permit WHERE bucket = :bucket")
                .param("bucket", apps.bucket(account))
                .query(String.class)
                .optional()
                .map(it -> Bucket.parse(it).inTheLastMinute(clock.instant()))
                .orElse(0);
    }

    /** How many may be in a minute. */
    int allowed(StoredAccount account) {
        return properties.limits(account.limits()).perMinute();
    }

    void pause(String id, Duration pause) {
        var account = accounts.known(id);
        transaction.executeWithoutResult(_ -> {
            var bucket = apps.bucket(account);
            locked(bucket);
            jdbc.sql("""
                            UPDATE basic.permit SET paused_until = GREATEST(paused_until, CAST(:until AS timestamptz))
                            WHERE bucket = :bucket""")
                    .param("bucket", bucket)
                    .param("until", Times.column(clock.instant().plus(pause)))
                    .update();
        });
        log.atWarn().addKeyValue("account", id).log("The ERP throttles: no permits for {}", pause);
    }

    /** A deleted account leaves no bucket of its own. */
    @EventListener
    void forget(AccountDeleted deleted) {
        jdbc.sql("DELETE FROM basic.permit WHERE bucket = :id")
                .param("id", deleted.account())
                .update();
    }

    private Row locked(String bucket) {
        jdbc.sql("INSERT INTO basic.permit (bucket) VALUES (:bucket) ON CONFLICT DO NOTHING")
                .param("bucket", bucket)
                .update();
        return jdbc.sql("SELECT * FROM basic.permit WHERE bucket = :bucket FOR UPDATE")
                .param("bucket", bucket)
                .query((row, _) -> new Row(Bucket.parse(row.getString("granted")), Times.instant(row, "paused_until")))
                .single();
    }
}

package io.bisync.basic.authorisation;

import io.bisync.account.change.AccountChanged.Kind;
import io.bisync.basic.account.AccountEvents;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.account.Authorisation;
import io.bisync.basic.database.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionTemplate;

/** Says once of each token that only its merchant can renew that it ends soon. */
class AuthorisationWatch {

    private static final Logger log = LoggerFactory.getLogger(AuthorisationWatch.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Accounts accounts;
    private final AccountEvents events;
    private final Duration ahead;
    private final InstantSource clock;

    AuthorisationWatch(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Accounts accounts,
            AccountEvents events,
            Duration ahead,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.accounts = accounts;
        this.events = events;
        this.ahead = ahead;
        this.clock = clock;
    }

    private record Ending(String account, @Nullable Instant at) {}

    /** Of several processes one changes the row, and with it tells. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void look() {
        var now = clock.instant();
        transaction.executeWithoutResult(_ -> jdbc.sql("""
            UPDATE basic.token t SET ending_since = :now FROM basic.account a
            WHERE a.id = t.account_id AND a.enabled AND a.app_kind = 'ISV'
                AND t.expires_at <= :soon AND t.ending_since IS NULL
            RETURNING t.account_id, t.expires_at\
            """)
                .param("now", Times.column(now))
                .param("soon", Times.column(now.plus(ahead)))
                .query((row, _) -> new Ending(row.getString("account_id"), Times.instant(row, "expires_at")))
                .list()
                .forEach(this::tell));
    }

    private void tell(Ending ending) {
        events.tell(Kind.AUTHORISATION_NEEDED, accounts.known(ending.account()));
        log.atWarn()
                .addKeyValue("code", Authorisation.NEEDED)
                .addKeyValue("account", ending.account())
                .log(
                        "{} The token of account {} ends {}, and only its merchant can renew it: POST"
                                + " /api/accounts/{}/authorisations makes a link",
                        Authorisation.NEEDED,
                        ending.account(),
                        ending.at(),
                        ending.account());
    }
}

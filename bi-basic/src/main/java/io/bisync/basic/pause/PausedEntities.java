package io.bisync.basic.pause;

import io.bisync.account.change.AccountChanged.Kind;
import io.bisync.basic.account.AccountEvents;
import io.bisync.basic.account.AccountKind;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.account.Source;
import io.bisync.basic.account.Sources;
import io.bisync.basic.audit.Audit;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.database.Times;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The table of paused entities. Services hear of every change at once, as of any other of an account. */
public class PausedEntities {

    private static final String PAUSED =
            "SELECT a.source, p.* FROM basic.paused_entity p JOIN basic.account a ON a.id = p.account_id ";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Accounts accounts;
    private final Sources sources;
    private final AccountEvents events;
    private final Audit audit;
    private final InstantSource clock;

    PausedEntities(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Accounts accounts,
            Sources sources,
            AccountEvents events,
            Audit audit,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.accounts = accounts;
        this.sources = sources;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** The names of the paused entities, by account, of one source or of every one. */
    public Map<String, Set<String>> names(@Nullable Source source) {
        return list(source).stream()
                .collect(Collectors.groupingBy(
                        PausedEntity::account, Collectors.mapping(PausedEntity::entity, Collectors.toSet())));
    }

    List<PausedEntity> list(@Nullable Source source) {
        return jdbc.sql(PAUSED + """
            WHERE CAST(:source AS varchar) IS NULL OR a.source = :source
            ORDER BY a.source, length(p.account_id), p.account_id, p.entity\
            """)
                .param("source", source == null ? null : source.text())
                .query(PausedEntities::paused)
                .list();
    }

    /** Whoever pauses what is paused changes nothing, not even why and since when. */
    PausedEntity pause(String account, String entity, String reason) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            var known = accounts.known(account);
            if (sources.kind(known.source()) != AccountKind.APP) {
                throw new RefusedException(
                        Code.NEVER_ASKED,
                        "%s is never asked for anything, so there is no pull to pause; disable the account to let its records wait"
                                .formatted(known.source()));
            }
            int added = jdbc.sql("""
                INSERT INTO basic.paused_entity (account_id, entity, reason, paused_by, since)
                VALUES (:account, :entity, :reason, :by, :now) ON CONFLICT DO NOTHING\
                """)
                    .param("account", account)
                    .param("entity", entity)
                    .param("reason", reason)
                    .param("by", Caller.current().toString())
                    .param("now", Times.column(clock.instant()))
                    .update();
            var paused = find(account, entity).orElseThrow();
            if (added == 1) {
                audit.note("entity.pause", object(account, entity), null, paused);
                events.tell(Kind.CHANGED, known);
            }
            return paused;
        }));
    }

    /** Whoever lets go on what is not paused changes nothing. */
    void resume(String account, String entity) {
        transaction.executeWithoutResult(_ -> {
            var known = accounts.known(account);
            var paused = find(account, entity);
            int removed = jdbc.sql("DELETE FROM basic.paused_entity WHERE account_id = :account AND entity = :entity")
                    .param("account", account)
                    .param("entity", entity)
                    .update();
            if (removed == 1) {
                audit.note("entity.resume", object(account, entity), paused.orElse(null), null);
                events.tell(Kind.CHANGED, known);
            }
        });
    }

    private Optional<PausedEntity> find(String account, String entity) {
        return jdbc.sql(PAUSED + "WHERE p.account_id = :account AND p.entity = :entity")
                .param("account", account)
                .param("entity", entity)
                .query(PausedEntities::paused)
                .optional();
    }

    private static PausedEntity paused(ResultSet row, int number) throws SQLException {
        return new PausedEntity(
                row.getString("source"),
                row.getString("account_id"),
                row.getString("entity"),
                Objects.requireNonNull(Times.instant(row, "since")),
                row.getString("reason"),
                row.getString("paused_by"));
    }

    private static String object(String account, String entity) {
        return "account %s, %s".formatted(account, entity);
    }
}

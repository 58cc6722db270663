package io.bisync.basic.cursor;

import io.bisync.account.Cursor;
import io.bisync.account.EntityCursor;
import io.bisync.account.Leases.RefusedMove;
import io.bisync.basic.account.AccountDeleted;
import io.bisync.basic.account.AccountKind;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.account.CredentialsChanged;
import io.bisync.basic.account.Source;
import io.bisync.basic.account.Sources;
import io.bisync.basic.audit.Audit;
import io.bisync.basic.database.Times;
import io.bisync.basic.database.TransactionLock;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** How far the pulls have come. Holders of leases move them on, administrators set them, and then the account's fence rises. */
class Cursors {

    private static final Pattern ROW_VERSION = Pattern.compile("[0-9]{1,18}");

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;
    private final TransactionTemplate transaction;
    private final Accounts accounts;
    private final Sources sources;
    private final Audit audit;

    Cursors(
            JdbcClient jdbc,
            NamedParameterJdbcOperations batches,
            TransactionTemplate transaction,
            Accounts accounts,
            Sources sources,
            Audit audit) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transaction = transaction;
        this.accounts = accounts;
        this.sources = sources;
        this.audit = audit;
    }

    Optional<Cursor> cursor(String account, String entity) {
        accounts.known(account);
        return Optional.ofNullable(
                stored(List.of(account)).getOrDefault(account, Map.of()).get(entity));
    }

    Map<String, List<EntityCursor>> positions(Collection<String> of) {
        var positions = new HashMap<String, List<EntityCursor>>();
        stored(of)
                .forEach((account, cursors) -> positions.put(
                        account,
                        cursors.entrySet().stream()
                                .map(it -> new EntityCursor(it.getKey(), it.getValue()))
                                .toList()));
        return positions;
    }

    /** Stores the moves of accounts, within the caller's transaction and lock; what cannot be stored is answered. */
    List<RefusedMove> move(Source source, Map<String, List<EntityCursor>> moves) {
        var refused = new ArrayList<RefusedMove>();
        var rows = new ArrayList<SqlParameterSource>();
        var stored = stored(moves.keySet());
        moves.forEach((account, all) -> all.forEach(move -> {
            var from = stored.getOrDefault(account, Map.of()).get(move.entity());
            var to = from == null ? move.cursor() : move.cursor().after(from);
            if (!fits(source, to)) {
                refused.add(refused(account, move, Code.INVALID, "is no row version"));
            } else if (from != null && to.isBehind(from)) {
                refused.add(refused(
                        account,
                        move,
                        Code.CURSOR_BACKWARDS,
                        "is behind " + from.value() + "; it goes back only when an administrator sets it"));
            } else if (!to.equals(from)) {
                rows.add(row(account, move.entity(), to));
            }
        }));
        write(rows);
        return refused;
    }

    /** An administrator's word: also back, and whoever pulls the account begins from it. */
    void set(String account, String entity, Cursor to) {
        var source = accounts.known(account).source();
        if (!fits(source, to)) {
            throw new RefusedException(
                    Code.INVALID,
                    "value is a row version for an ERP that is asked: a whole number from 0 of at most 18 digits");
        }
        transaction.executeWithoutResult(_ -> {
            lock(source);
            var from = stored(List.of(account)).getOrDefault(account, Map.of()).get(entity);
            write(List.of(row(account, entity, to)));
            raiseFence(account);
            audit.note("cursor.set", object(account, entity), from, to);
        });
    }

    /** Another caller may see another merchant: its pulls begin anew, by time of change. */
    @EventListener
    void end(CredentialsChanged changed) {
        var account = changed.account();
        lock(accounts.known(account).source());
        stored(List.of(account))
                .getOrDefault(account, Map.of())
                .forEach((entity, cursor) -> audit.note("cursor.end", object(account, entity), cursor, null));
        jdbc.sql("DELETE FROM basic.pull_cursor WHERE account_id = :id")
                .param("id", account)
                .update();
        raiseFence(account);
    }

    @EventListener
    void forget(AccountDeleted deleted) {
        lock(accounts.known(deleted.account()).source());
        for (var table : List.of("pull_cursor", "account_lease")) {
            jdbc.sql("DELETE FROM basic.%s WHERE account_id = :id".formatted(table))
                    .param("id", deleted.account())
                    .update();
        }
    }

    /** Until the transaction ends, nobody else changes leases and cursors of the source. */
    void lock(Source source) {
        TransactionLock.take(jdbc, "leases " + source.text());
    }

    private void raiseFence(String account) {
        jdbc.sql("UPDATE basic.account_lease SET fence = fence + 1 WHERE account_id = :id")
                .param("id", account)
                .update();
    }

    /** The cursor of an ERP that is asked is a number: what its pull could not read would stop it. */
    private boolean fits(Source source, Cursor cursor) {
        return sources.kind(source) != AccountKind.APP
                || ROW_VERSION.matcher(cursor.value()).matches();
    }

    private Map<String, Map<String, Cursor>> stored(Collection<String> of) {
        var stored = new HashMap<String, Map<String, Cursor>>();
        if (!of.isEmpty()) {
            jdbc.sql("SELECT * FROM basic.pull_cursor WHERE account_id IN (:accounts) ORDER BY entity")
                    .param("accounts", of)
                    .query(row -> {
                        stored.computeIfAbsent(row.getString("account_id"), _ -> new HashMap<>())
                                .put(row.getString("entity"), cursor(row));
                    });
        }
        return stored;
    }

    private void write(List<SqlParameterSource> rows) {
        batches.batchUpdate("""
                INSERT INTO basic.pull_cursor (account_id, entity, value, caught_up_at)
                VALUES (:account, :entity, :value, :caughtUpAt)
                ON CONFLICT (account_id, entity) DO UPDATE SET value = excluded.value, caught_up_at = excluded.caught_up_at""", rows.toArray(SqlParameterSource[]::new));
    }

    private static SqlParameterSource row(String account, String entity, Cursor to) {
        return new MapSqlParameterSource()
                .addValue("account", account)
                .addValue("entity", entity)
                .addValue("value", to.value())
                .addValue("caughtUpAt", Times.column(to.caughtUpAt()));
    }

    private static Cursor cursor(ResultSet row) throws SQLException {
        return new Cursor(row.getString("value"), Times.instant(row, "caught_up_at"));
    }

    private static RefusedMove refused(String account, EntityCursor move, Code code, String why) {
        return new RefusedMove(
                account,
                move.entity(),
                code.text(),
                "The cursor %s of account '%s', %s %s".formatted(move.cursor().value(), account, move.entity(), why));
    }

    private static String object(String account, String entity) {
        return "account %s, %s".formatted(account, entity);
    }
}

package io.bisync.basic.account;

import io.bisync.account.AppKind;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.database.Times;
import io.bisync.basic.database.TransactionLock;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of accounts. */
public class Accounts {

    /** With what its token says of its authorisation. */
    private static final String ACCOUNT = """
        SELECT a.*, t.access_token IS NOT NULL AND t.ending_since IS NULL AS authorised, t.expires_at AS token_expires_at
        FROM basic.account a LEFT JOIN basic.token t ON t.account_id = a.id
        """;

    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All accounts, of one source or of every one, in the order of their ids, numbers first. */
    public List<StoredAccount> list(@Nullable Source source) {
        return jdbc.sql(ACCOUNT + """
            WHERE CAST(:source AS varchar) IS NULL OR a.source = :source ORDER BY length(a.id), a.id\
            """)
                .param("source", source == null ? null : source.text())
                .query(Accounts::account)
                .list();
    }

    /** The account, enabled or not; refused where there is none, or the caller's token is for another source. */
    public StoredAccount known(String id) {
        var account = jdbc.sql(ACCOUNT + "WHERE a.id = :id")
                .param("id", id)
                .query(Accounts::account)
                .optional()
                .orElseThrow(() -> new RefusedException(Code.NO_ACCOUNT, "No account '%s'".formatted(id)));
        Caller.current().requireSource(account.source().text());
        return account;
    }

    /** The account; refused where there is none or it is disabled. */
    public StoredAccount enabled(String id) {
        var account = known(id);
        if (!account.enabled()) {
            throw new RefusedException(Code.DISABLED, "Account '%s' is disabled".formatted(id));
        }
        return account;
    }

    long nextNumber() {
        return jdbc.sql("SELECT nextval('basic.account_number')")
                .query(Long.class)
                .single();
    }

    /**
     * Another account that may be of the same merchant: the same app, and the same company or an unknown one. Until the
     * transaction ends nobody else adds or changes accounts of that app.
     */
    Optional<String> sameMerchant(StoredAccount account) {
        TransactionLock.take(jdbc, "merchant " + account.source().text() + " " + account.appKey());
        return jdbc.sql("""
            SELECT id FROM basic.account WHERE source = :source AND app_key = :key AND app_key <> '' AND id <> :id
                AND (company_id = :company OR company_id IS NULL OR CAST(:company AS varchar) IS NULL)
            ORDER BY length(id), id LIMIT 1\
            """)
                .param("source", account.source().text())
                .param("key", account.appKey())
                .param("id", account.id())
                .param("company", account.companyId())
                .query(String.class)
                .optional();
    }

    /** Adds an account unless its id is taken, or was taken by one that is deleted. */
    boolean add(StoredAccount account) {
        return row(jdbc.sql("""
            INSERT INTO basic.account (id, source, name, app_kind, app_key, app_secret, company_id,
                calls_per_second, calls_per_minute, enabled, version, created_at, updated_at)
            SELECT :id, :source, :name, :kind, :key, :secret, :company, :perSecond, :perMinute, :enabled,
                :version, :created, :updated
            WHERE NOT EXISTS (SELECT FROM basic.deleted_account WHERE id = :id)
            ON CONFLICT DO NOTHING\
            """), account)
                        .param("source", account.source().text())
                        .param("created", Times.column(account.createdAt()))
                        .update()
                == 1;
    }

    /** Puts an account in the place of the version before it; empty when somebody else was faster. */
    Optional<StoredAccount> replace(StoredAccount account) {
        var disabled = account.disabled();
        int replaced = row(jdbc.sql("""
            UPDATE basic.account SET name = :name, app_kind = :kind, app_key = :key, app_secret = :secret,
                company_id = :company, calls_per_second = :perSecond, calls_per_minute = :perMinute,
                enabled = :enabled, disabled_by = :disabledBy, disabled_reason = :disabledReason,
                disabled_at = :disabledAt, version = version + 1, updated_at = :updated
            WHERE id = :id AND version = :version\
            """), account)
                .param("disabledBy", disabled == null ? null : disabled.by())
                .param("disabledReason", disabled == null ? null : disabled.reason())
                .param("disabledAt", disabled == null ? null : Times.column(disabled.at()))
                .update();
        return replaced == 0 ? Optional.empty() : Optional.of(known(account.id()));
    }

    private static JdbcClient.StatementSpec row(JdbcClient.StatementSpec statement, StoredAccount account) {
        var limits = account.limits();
        return statement
                .param("id", account.id())
                .param("name", account.name())
                .param("kind", account.appKind().name())
                .param("key", account.appKey())
                .param("secret", account.sealedSecret())
                .param("company", account.companyId())
                .param("perSecond", limits == null ? null : limits.perSecond(), Types.INTEGER)
                .param("perMinute", limits == null ? null : limits.perMinute(), Types.INTEGER)
                .param("enabled", account.enabled())
                .param("version", account.version())
                .param("updated", Times.column(account.updatedAt()));
    }

    /** Takes an account of that version away and keeps its id from being used again. */
    boolean delete(StoredAccount account, Disabling deleted) {
        jdbc.sql("""
            INSERT INTO basic.deleted_account (id, source, name, reason, deleted_by, deleted_at)
            VALUES (:id, :source, :name, :reason, :by, :at)\
            """)
                .param("id", account.id())
                .param("source", account.source().text())
                .param("name", account.name())
                .param("reason", deleted.reason())
                .param("by", deleted.by())
                .param("at", Times.column(deleted.at()))
                .update();
        return jdbc.sql("DELETE FROM basic.account WHERE id = :id AND version = :version")
                        .param("id", account.id())
                        .param("version", account.version())
                        .update()
                == 1;
    }

    private static StoredAccount account(ResultSet row, int number) throws SQLException {
        var disabledAt = Times.instant(row, "disabled_at");
        int perMinute = row.getInt("calls_per_minute");
        return new StoredAccount(
                row.getString("id"),
                Source.of(row.getString("source")),
                row.getString("name"),
                AppKind.valueOf(row.getString("app_kind")),
                row.getString("app_key"),
                row.getString("app_secret"),
                row.getString("company_id"),
                perMinute == 0 ? null : new CallLimits(row.getInt("calls_per_second"), perMinute),
                row.getBoolean("enabled"),
                disabledAt == null
                        ? null
                        : new Disabling(row.getString("disabled_by"), row.getString("disabled_reason"), disabledAt),
                row.getLong("version"),
                time(row, "created_at"),
                time(row, "updated_at"),
                authorisation(row));
    }

    private static @Nullable Authorisation authorisation(ResultSet row) throws SQLException {
        if (AppKind.valueOf(row.getString("app_kind")) == AppKind.OWN) {
            return null;
        }
        return new Authorisation(
                row.getBoolean("authorised")
                        ? Authorisation.State.AUTHORISED
                        : Authorisation.State.WAITING_FOR_AUTHORISATION,
                Times.instant(row, "token_expires_at"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(Times.instant(row, column));
    }
}

package io.bisync.basic.account;

import io.bisync.account.AppKind;
import io.bisync.basic.database.Times;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of accounts. */
public class Accounts {

    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All accounts, of one source or of every one, in the order of their ids, numbers first. */
    public List<StoredAccount> list(@Nullable Source source) {
        return jdbc.sql("""
                        SELECT * FROM basic.account WHERE CAST(:source AS varchar) IS NULL OR source = :source
                        ORDER BY length(id), id""")
                .param("source", source == null ? null : source.text())
                .query(Accounts::account)
                .list();
    }

    /** The account, enabled or not; refused where there is none. */
    public StoredAccount known(String id) {
        return jdbc.sql("SELECT * FROM basic.account WHERE id = :id")
                .param("id", id)
                .query(Accounts::account)
                .optional()
                .orElseThrow(() -> new RefusedException(Code.NO_ACCOUNT, "No account '%s'".formatted(id)));
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

    /** Adds an account unless its id is taken. */
    boolean add(StoredAccount account) {
        return jdbc.sql("""
                        INSERT INTO basic.account (id, source, name, app_kind, app_key, app_secret, company_id, enabled,
                            version, created_at, updated_at)
                        VALUES (:id, :source, :name, :kind, :key, :secret, :company, :enabled, :version, :created, :updated)
                        ON CONFLICT DO NOTHING""")
                        .param("id", account.id())
                        .param("source", account.source().text())
                        .param("name", account.name())
                        .param("kind", account.appKind().name())
                        .param("key", account.appKey())
                        .param("secret", account.sealedSecret())
                        .param("company", account.companyId())
                        .param("enabled", account.enabled())
                        .param("version", account.version())
                        .param("created", Times.column(account.createdAt()))
                        .param("updated", Times.column(account.updatedAt()))
                        .update()
                == 1;
    }

    /** Puts an account in the place of the version before it; empty when somebody else was faster. */
    Optional<StoredAccount> replace(StoredAccount account) {
        return jdbc.sql("""
                        UPDATE basic.account SET name = :name, app_key = :key, app_secret = :secret, company_id = :company,
                            enabled = :enabled, version = version + 1, updated_at = :updated
                        WHERE id = :id AND version = :version RETURNING *""")
                .param("id", account.id())
                .param("name", account.name())
                .param("key", account.appKey())
                .param("secret", account.sealedSecret())
                .param("company", account.companyId())
                .param("enabled", account.enabled())
                .param("version", account.version())
                .param("updated", Times.column(account.updatedAt()))
                .query(Accounts::account)
                .optional();
    }

    private static StoredAccount account(ResultSet row, int number) throws SQLException {
        return new StoredAccount(
                row.getString("id"),
                Source.of(row.getString("source")),
                row.getString("name"),
                AppKind.valueOf(row.getString("app_kind")),
                row.getString("app_key"),
                row.getString("app_secret"),
                row.getString("company_id"),
                row.getBoolean("enabled"),
                row.getLong("version"),
                time(row, "created_at"),
                time(row, "updated_at"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(Times.instant(row, column));
    }
}

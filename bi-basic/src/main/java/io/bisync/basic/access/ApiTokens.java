package io.bisync.basic.access;

import io.bisync.basic.access.AccessResource.TokenRequest;
import io.bisync.basic.audit.Audit;
import io.bisync.basic.database.Times;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.basic.idempotency.Idempotency;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The API tokens: those of the table, of which it has hashes, names and roles, and those of mounted files. */
class ApiTokens {

    /** Often enough to see who still uses a token, seldom enough to cost nothing. */
    private static final Duration USE_NOTED = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final FileTokens files;
    private final Audit audit;
    private final Idempotency idempotency;
    private final InstantSource clock;

    ApiTokens(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            FileTokens files,
            Audit audit,
            Idempotency idempotency,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.files = files;
        this.audit = audit;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    List<ApiToken> list() {
        return jdbc.sql("SELECT * FROM basic.access_token ORDER BY id")
                .query(ApiTokens::token)
                .list();
    }

    /** Who holds the token of that value; nobody when it is unknown, revoked or expired. */
    Optional<Holder> find(Bearer bearer) {
        return files.find(bearer).or(() -> kept(bearer).map(ApiToken::holder));
    }

    private Optional<ApiToken> kept(Bearer bearer) {
        var now = clock.instant();
        var found = jdbc.sql("""
            SELECT * FROM basic.access_token WHERE sha256 = :sha256 AND revoked_at IS NULL
                AND (expires_at IS NULL OR expires_at > :now)\
            """)
                .param("sha256", bearer.sha256())
                .param("now", Times.column(now))
                .query(ApiTokens::token)
                .optional();
        found.filter(token -> token.lastUsedAt() == null || token.lastUsedAt().isBefore(now.minus(USE_NOTED)))
                .ifPresent(token -> jdbc.sql("UPDATE basic.access_token SET last_used_at = :now WHERE id = :id")
                        .param("now", Times.column(now))
                        .param("id", token.id())
                        .update());
        return found;
    }

    ApiToken add(TokenRequest wanted, Bearer bearer, @Nullable String key) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            var made = idempotency.once(
                    "token",
                    key,
                    wanted,
                    () -> String.valueOf(added(wanted, bearer).id()));
            if (made.earlier()) {
                throw new RefusedException(
                        Code.KEY_REUSED,
                        "API token %s was made under this key, and its value is kept nowhere; revoke it and take another key"
                                .formatted(made.id()));
            }
            return known(Long.parseLong(made.id()));
        }));
    }

    private ApiToken added(TokenRequest wanted, Bearer bearer) {
        var now = clock.instant();
        if (wanted.expiresAt() != null && !wanted.expiresAt().isAfter(now)) {
            throw new RefusedException(Code.INVALID, "expiresAt is over already");
        }
        var source = wanted.source();
        var publishes = wanted.role() == Role.PUBLISHER;
        if (publishes != (wanted.tenant() != null) || (publishes && source == null)) {
            throw new RefusedException(
                    Code.INVALID, "A token of role PUBLISHER needs source and tenant, and no other role has a tenant");
        }
        var token = jdbc.sql("""
            INSERT INTO basic.access_token (name, role, source, tenant, sha256, created_at, expires_at)
            VALUES (:name, :role, :source, :tenant, :sha256, :now, :expires) RETURNING *\
            """)
                .param("name", wanted.name())
                .param("role", wanted.role().name())
                .param("source", source == null ? null : source.text())
                .param("tenant", wanted.tenant())
                .param("sha256", bearer.sha256())
                .param("now", Times.column(now))
                .param("expires", Times.column(wanted.expiresAt()))
                .query(ApiTokens::token)
                .single();
        audit.note("token.make", "token " + token.id(), null, token);
        return token;
    }

    void revoke(long id) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("LOCK TABLE basic.access_token IN EXCLUSIVE MODE").update();
            var token = known(id);
            if (token.revokedAt() != null) {
                return;
            }
            if (token.role() == Role.ADMIN && administrators() == 1 && !files.hasAdministrator()) {
                throw new RefusedException(
                        Code.LAST_ADMINISTRATOR, "Token %d is the last one of an administrator".formatted(id));
            }
            jdbc.sql("UPDATE basic.access_token SET revoked_at = :now WHERE id = :id")
                    .param("id", id)
                    .param("now", Times.column(clock.instant()))
                    .update();
            audit.note("token.revoke", "token " + id, token, known(id));
        });
    }

    /** Whether anybody can manage accounts and tokens. */
    boolean hasAdministrator() {
        return files.hasAdministrator() || administrators() > 0;
    }

    private ApiToken known(long id) {
        return jdbc.sql("SELECT * FROM basic.access_token WHERE id = :id")
                .param("id", id)
                .query(ApiTokens::token)
                .optional()
                .orElseThrow(() -> new RefusedException(Code.NO_ACCESS_TOKEN, "No API token %d".formatted(id)));
    }

    private long administrators() {
        return jdbc.sql("""
            SELECT count(*) FROM basic.access_token WHERE role = 'ADMIN' AND revoked_at IS NULL
                AND (expires_at IS NULL OR expires_at > :now)\
            """)
                .param("now", Times.column(clock.instant()))
                .query(Long.class)
                .single();
    }

    private static ApiToken token(ResultSet row, int number) throws SQLException {
        return new ApiToken(
                row.getLong("id"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getString("source"),
                row.getString("tenant"),
                Objects.requireNonNull(Times.instant(row, "created_at")),
                Times.instant(row, "expires_at"),
                Times.instant(row, "last_used_at"),
                Times.instant(row, "revoked_at"));
    }
}

package io.bisync.basic.access;

import io.bisync.basic.database.Times;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The table of API tokens: hashes, names and roles. */
class ApiTokens {

    private static final Logger log = LoggerFactory.getLogger(ApiTokens.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    ApiTokens(JdbcClient jdbc, TransactionTemplate transaction, InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    List<ApiToken> list() {
        return jdbc.sql("SELECT * FROM basic.access_token ORDER BY id")
                .query(ApiTokens::token)
                .list();
    }

    /** The token of that value, unless it is unknown or revoked. */
    Optional<ApiToken> find(Bearer bearer) {
        return jdbc.sql("SELECT * FROM basic.access_token WHERE sha256 = :sha256 AND revoked_at IS NULL")
                .param("sha256", bearer.sha256())
                .query(ApiTokens::token)
                .optional();
    }

    ApiToken add(String name, Role role, Bearer bearer) {
        var token = jdbc.sql("""
                        INSERT INTO basic.access_token (name, role, sha256, created_at)
                        VALUES (:name, :role, :sha256, :now) RETURNING *""")
                .param("name", name)
                .param("role", role.name())
                .param("sha256", bearer.sha256())
                .param("now", Times.column(clock.instant()))
                .query(ApiTokens::token)
                .single();
        log.info("API token {} '{}' made with role {}", token.id(), name, role);
        return token;
    }

    /** Adds the first token of all; empty when there has ever been one. */
    Optional<ApiToken> addFirst(String name, Role role, Bearer bearer) {
        return Optional.ofNullable(transaction.execute(_ -> {
            // Two replicas that start together must not both make one.
            jdbc.sql("LOCK TABLE basic.access_token IN EXCLUSIVE MODE").update();
            boolean none = jdbc.sql("SELECT count(*) = 0 FROM basic.access_token")
                    .query(Boolean.class)
                    .single();
            return none ? add(name, role, bearer) : null;
        }));
    }

    void revoke(long id) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("LOCK TABLE basic.access_token IN EXCLUSIVE MODE").update();
            var token = jdbc.sql("SELECT * FROM basic.access_token WHERE id = :id")
                    .param("id", id)
                    .query(ApiTokens::token)
                    .optional()
                    .orElseThrow(() -> new RefusedException(Code.NO_ACCESS_TOKEN, "No API token %d".formatted(id)));
            if (token.revokedAt() != null) {
                return;
            }
            if (token.role() == Role.ADMIN && administrators() == 1) {
                throw new RefusedException(
                        Code.LAST_ADMINISTRATOR, "Token %d is the last one of an administrator".formatted(id));
            }
            jdbc.sql("UPDATE basic.access_token SET revoked_at = :now WHERE id = :id")
                    .param("id", id)
                    .param("now", Times.column(clock.instant()))
                    .update();
            log.info("API token {} '{}' revoked", id, token.name());
        });
    }

    private long administrators() {
        return jdbc.sql("SELECT count(*) FROM basic.access_token WHERE role = 'ADMIN' AND revoked_at IS NULL")
                .query(Long.class)
                .single();
    }

    private static ApiToken token(ResultSet row, int number) throws SQLException {
        return new ApiToken(
                row.getLong("id"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                Objects.requireNonNull(Times.instant(row, "created_at")),
                Times.instant(row, "revoked_at"));
    }
}

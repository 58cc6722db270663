package io.bisync.basic.idempotency;

import io.bisync.basic.database.Times;
import io.bisync.basic.database.TransactionLock;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.secret.Sha256;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Remembers which object a creating call made under its key. Called within the transaction that makes it. */
public class Idempotency {

    /** The header that holds the key. */
    public static final String HEADER = "Idempotency-Key";

    /** What a key looks like. */
    public static final String PATTERN = "[A-Za-z0-9._-]{1,100}";

    /** For longer than anybody repeats a call. */
    private static final Duration KEPT = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Idempotency(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What was made: its id, and whether an earlier call made it. */
    public record Made(String id, boolean earlier) {}

    /**
     * Makes an object, or finds the one that was made under the same key.
     *
     * @param kind what is made
     * @param key of the caller; without one every call makes another object
     * @param request what was asked for, without secrets: another request under the same key is refused
     */
    public Made once(String kind, @Nullable String key, Object request, Supplier<String> make) {
        if (key == null) {
            return new Made(make.get(), false);
        }
        TransactionLock.take(jdbc, "created " + kind + " " + key);
        var now = clock.instant();
        jdbc.sql("DELETE FROM basic.created WHERE at < :since")
                .param("since", Times.column(now.minus(KEPT)))
                .update();
        var sha256 = Sha256.hex(request.toString());
        var earlier = jdbc.sql("SELECT request, object FROM basic.created WHERE kind = :kind AND key = :key")
                .param("kind", kind)
                .param("key", key)
                .query((row, _) -> new String[] {row.getString("request"), row.getString("object")})
                .optional();
        if (earlier.isPresent()) {
            if (!earlier.get()[0].equals(sha256)) {
                throw new RefusedException(
                        Code.KEY_REUSED, "%s made something else before; take another key".formatted(HEADER));
            }
            return new Made(earlier.get()[1], true);
        }
        var id = make.get();
        jdbc.sql("INSERT INTO basic.created (kind, key, request, object, at) VALUES (:kind, :key, :request, :id, :now)")
                .param("kind", kind)
                .param("key", key)
                .param("request", sha256)
                .param("id", id)
                .param("now", Times.column(now))
                .update();
        return new Made(id, false);
    }
}

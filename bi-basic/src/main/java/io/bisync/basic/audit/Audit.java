package io.bisync.basic.audit;

import io.bisync.basic.caller.Caller;
import io.bisync.basic.database.Times;
import io.bisync.basic.http.RequestId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The table of what was done. Entries are written in the transaction of the change itself, so neither exists alone. */
public class Audit {

    private static final Logger log = LoggerFactory.getLogger(Audit.class);

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final InstantSource clock;

    Audit(JdbcClient jdbc, ObjectMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Notes what the caller of this request does.
     *
     * @param action a noun and a verb, for example {@code account.disable}
     * @param object what it is done to, for example {@code account 7}
     * @param before how that looked, without secrets; nothing for what is new
     * @param after how it looks now, without secrets; nothing for what is gone
     */
    public void note(String action, String object, @Nullable Object before, @Nullable Object after) {
        var actor = Caller.current().toString();
        var requestId = RequestId.current();
        jdbc.sql("""
                        INSERT INTO basic.audit (at, actor, action, object, before, after, request_id)
                        VALUES (:at, :actor, :action, :object, CAST(:before AS jsonb), CAST(:after AS jsonb), :request)""")
                .param("at", Times.column(clock.instant()))
                .param("actor", actor)
                .param("action", action)
                .param("object", object)
                .param("before", text(before))
                .param("after", text(after))
                .param("request", requestId)
                .update();
        log.atInfo()
                .addKeyValue("action", action)
                .addKeyValue("object", object)
                .addKeyValue("actor", actor)
                .addKeyValue("request", requestId)
                .log("{}: {} by {}", action, object, actor);
    }

    /** The newest entries first, older than a number, of one object or of all. */
    List<AuditEntry> list(@Nullable Long before, @Nullable String object, int limit) {
        return jdbc.sql("""
                        SELECT * FROM basic.audit
                        WHERE (CAST(:before AS bigint) IS NULL OR id < :before)
                            AND (CAST(:object AS varchar) IS NULL OR object = :object)
                        ORDER BY id DESC LIMIT :limit""")
                .param("before", before)
                .param("object", object)
                .param("limit", limit)
                .query(this::entry)
                .list();
    }

    private AuditEntry entry(ResultSet row, int number) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                Objects.requireNonNull(Times.instant(row, "at")),
                row.getString("actor"),
                row.getString("action"),
                row.getString("object"),
                tree(row.getString("before")),
                tree(row.getString("after")),
                row.getString("request_id"));
    }

    private @Nullable String text(@Nullable Object state) {
        return state == null ? null : json.writeValueAsString(state);
    }

    private @Nullable JsonNode tree(@Nullable String text) {
        return text == null ? null : json.readTree(text);
    }
}

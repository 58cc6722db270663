package io.bisync.basic.run;

import io.bisync.account.api.SliceApi.SliceRequest;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.account.Source;
import io.bisync.basic.account.StoredAccount;
import io.bisync.basic.database.Holders;
import io.bisync.basic.database.Times;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.run.Finding;
import io.bisync.run.Slice;
import io.bisync.run.SliceEnd;
import io.bisync.run.SliceKind;
import io.bisync.run.SliceProgress;
import io.bisync.run.SliceReport;
import io.bisync.run.SliceState;
import io.bisync.run.Window;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.ObjectMapper;

/** Who works on which slice: one request for all that a holder has. */
class Claims {

    /** Of slices {@code s} of runs {@code r} and accounts {@code a}: those that may be worked on. Kafka may always be read. */
    private static final String ALLOWED = """
        NOT r.paused AND (s.topic IS NOT NULL OR a.enabled
            AND NOT EXISTS (SELECT FROM basic.hold h
                WHERE h.source = s.source AND h.account_id = s.account_id AND h.lifted_at IS NULL)
            AND EXISTS (SELECT FROM basic.pull_cursor p WHERE p.account_id = s.account_id
                AND (p.entity = s.entity OR starts_with(p.entity, s.entity || '.'))))
        """;

    private static final String SLICES = """
        FROM basic.slice s JOIN basic.run r ON r.id = s.run_id LEFT JOIN basic.account a ON a.id = s.account_id
        """;

    private final JdbcClient jdbc;
    private final Holders holders;
    private final TransactionTemplate transaction;
    private final Reports reports;
    private final RunTable runs;
    private final Accounts accounts;
    private final Stretches stretches;
    private final ObjectMapper json;
    private final InstantSource clock;

    Claims(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Reports reports,
            RunTable runs,
            Accounts accounts,
            Stretches stretches,
            ObjectMapper json,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.holders = new Holders(jdbc, "basic.slice_holder");
        this.transaction = transaction;
        this.reports = reports;
        this.runs = runs;
        this.accounts = accounts;
        this.stretches = stretches;
        this.json = json;
        this.clock = clock;
    }

    List<Slice> claim(Source source, SliceRequest request) {
        if (request.held().stream().map(SliceReport::state).anyMatch(SliceState.CANCELLED::equals)) {
            throw new RefusedException(Code.INVALID, "held: a slice is cancelled by a person only");
        }
        return Objects.requireNonNull(transaction.execute(_ -> {
            runs.lock(source);
            var now = clock.instant();
            holders.heard(source.text(), request.holder(), request.ttl(), now);
            reports.take(source, request, now);
            orphan(source);
            if (request.most() > 0) {
                watch(source, request.holder());
                begin(source, request, now);
            }
            runs.end(source);
            return of(source, request.holder());
        }));
    }

    /** What silent holders had is anybody's; whoever wakes up and tells of it first has it on. */
    private void orphan(Source source) {
        jdbc.sql("""
            UPDATE basic.slice SET holder = NULL, state = CASE state WHEN 'RUNNING' THEN 'WAITING' ELSE state END
            WHERE source = :source AND state IN ('RUNNING', 'SENT') AND holder IS NOT NULL
                AND holder NOT IN (SELECT holder FROM basic.slice_holder WHERE source = :source)\
            """).param("source", source.text()).update();
    }

    private void watch(Source source, String holder) {
        jdbc.sql("""
            UPDATE basic.slice SET fence = fence + 1, holder = :holder
            WHERE source = :source AND state = 'SENT' AND holder IS NULL\
            """).param("source", source.text()).param("holder", holder).update();
    }

    private void begin(Source source, SliceRequest request, Instant now) {
        int has = jdbc.sql("""
            SELECT count(*) FROM basic.slice WHERE source = :source AND state = 'RUNNING' AND holder = :holder\
            """)
                .param("source", source.text())
                .param("holder", request.holder())
                .query(Integer.class)
                .single();
        if (has >= request.most()) {
            return;
        }
        var chosen = Choice.of(candidates(source, now), running(source), request.most() - has);
        if (!chosen.isEmpty()) {
            jdbc.sql("""
                UPDATE basic.slice SET state = 'RUNNING', fence = fence + 1, holder = :holder, paused_until = NULL,
                    tries = CASE WHEN begun_at IS NULL THEN tries ELSE tries + 1 END,
                    begun_at = coalesce(begun_at, :now), code = NULL, detail = NULL
                WHERE id IN (:chosen)\
                """)
                    .param("holder", request.holder())
                    .param("now", Times.column(now))
                    .param("chosen", chosen)
                    .update();
        }
    }

    /** The oldest of every part of which none is running. */
    private List<Choice.Candidate> candidates(Source source, Instant now) {
        return jdbc.sql("SELECT DISTINCT ON (s.part) s.* " + SLICES + """
                        WHERE s.source = :source AND s.state = 'WAITING' AND (s.paused_until IS NULL OR s.paused_until <= :now)
                            AND NOT EXISTS (SELECT FROM basic.slice o WHERE o.source = s.source AND o.state = 'RUNNING'
                                AND o.part = s.part)
                            AND
                        """ + ALLOWED
                        + "ORDER BY s.part, s.run_id, s.from_at, s.id")
                .param("source", source.text())
                .param("now", Times.column(now))
                .query((row, _) -> new Choice.Candidate(
                        row.getLong("id"),
                        row.getLong("run_id"),
                        row.getString("part"),
                        Objects.requireNonNullElse(row.getString("account_id"), ""),
                        Objects.requireNonNullElse(Times.instant(row, "from_at"), Instant.EPOCH)))
                .list();
    }

    private Map<String, Integer> running(Source source) {
        var running = new HashMap<String, Integer>();
        jdbc.sql("""
            SELECT coalesce(account_id, '') AS account, count(*) AS running FROM basic.slice
            WHERE source = :source AND state = 'RUNNING' GROUP BY account_id\
            """).param("source", source.text()).query(row -> {
            running.put(row.getString("account"), row.getInt("running"));
        });
        return running;
    }

    private List<Slice> of(Source source, String holder) {
        var known = accounts.list(source).stream().collect(Collectors.toMap(StoredAccount::id, Function.identity()));
        return jdbc.sql("SELECT s.* " + SLICES + """
            WHERE s.source = :source AND s.state IN ('RUNNING', 'SENT') AND s.holder = :holder
                AND (s.state = 'SENT' OR
            """ + ALLOWED + ") ORDER BY s.id")
                .param("source", source.text())
                .param("holder", holder)
                .query((row, _) -> slice(row, known))
                .list();
    }

    private Slice slice(ResultSet row, Map<String, StoredAccount> accounts) throws SQLException {
        var kind = SliceKind.valueOf(row.getString("kind"));
        return new Slice(
                row.getLong("id"),
                row.getLong("run_id"),
                kind,
                row.getLong("fence"),
                row.getString("entity"),
                kind.isOfWindow() ? window(row, accounts) : null,
                kind.isOfWindow() ? null : stretches.opened(row),
                SliceState.valueOf(row.getString("state")),
                row.getInt("tries"),
                new SliceProgress(
                        row.getString("cursor_text"),
                        row.getLong("published_rows"),
                        row.getLong("expected_rows"),
                        row.getLong("calls"),
                        row.getLong("published_bytes"),
                        List.of(json.readValue(row.getString("ends"), SliceEnd[].class)),
                        List.of(json.readValue(row.getString("found"), Finding[].class))));
    }

    private static Window window(ResultSet row, Map<String, StoredAccount> accounts) throws SQLException {
        var window = Past.window(row);
        var account = Objects.requireNonNull(accounts.get(row.getString("account_id")));
        return new Window(account.account(), window.from(), window.to());
    }
}

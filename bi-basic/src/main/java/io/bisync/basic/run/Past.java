package io.bisync.basic.run;

import io.bisync.basic.account.Source;
import io.bisync.basic.database.Times;
import io.bisync.run.Finding;
import io.bisync.run.SliceKind;
import io.bisync.run.SliceState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.ObjectMapper;

/** What is loaded, or will be, by what the slices say. */
class Past {

    /**
     * A slice of a part; those that were cancelled say nothing.
     *
     * @param differing where the ERP and StarRocks differed, of one that compares; and where nobody could know
     * @param doubtful of these, where loading again may not have mended it: rows that StarRocks alone has, and what only a look
     *     at every row found
     */
    record Known(
            long run,
            SliceKind kind,
            SliceState state,
            Interval window,
            @Nullable Instant endedAt,
            List<Interval> differing,
            List<Interval> doubtful) {

        /** Whether it publishes what the ERP has in the window. */
        boolean isLoading() {
            return kind == SliceKind.HISTORY || kind == SliceKind.REPAIR;
        }

        boolean isOpen() {
            return switch (state) {
                case WAITING, RUNNING, SENT -> true;
                case COMPLETE, FAILED, CANCELLED -> false;
            };
        }
    }

    /** How many rows and calls a second of the past has. */
    record Rate(double rows, double calls) {

        long rows(Duration length) {
            return Math.round(rows * length.toSeconds());
        }

        /** There is a call for every window, whatever it holds. */
        long calls(Duration length, int windows) {
            return Math.max(windows, Math.round(calls * length.toSeconds()));
        }
    }

    /** What was measured, of parts and of entities as a whole. */
    record Rates(Map<Part, Rate> parts, Map<String, Rate> entities) {

        /** The part's own; else that of the same entity of other accounts; else nothing. */
        @Nullable Rate of(Part part) {
            var own = parts.get(part);
            return own == null ? entities.get(part.entity()) : own;
        }
    }

    private record Sum(double rows, double calls, double seconds) {

        Rate rate() {
            return new Rate(rows / seconds, calls / seconds);
        }

        Sum and(Sum other) {
            return new Sum(rows + other.rows, calls + other.calls, seconds + other.seconds);
        }
    }

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    Past(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** All slices that touch a window. */
    Map<Part, List<Known>> within(
            Source source, Collection<String> accounts, Collection<String> entities, Interval window) {
        var known = new HashMap<Part, List<Known>>();
        if (accounts.isEmpty() || entities.isEmpty()) {
            return known;
        }
        jdbc.sql("""
            SELECT * FROM basic.slice
            WHERE source = :source AND account_id IN (:accounts) AND entity IN (:entities)
                AND to_at > :from AND from_at < :to AND state <> 'CANCELLED'\
            """)
                .param("source", source.text())
                .param("accounts", accounts)
                .param("entities", entities)
                .param("from", Times.column(window.from()))
                .param("to", Times.column(window.to()))
                .query(row -> {
                    known.computeIfAbsent(
                                    new Part(row.getString("account_id"), row.getString("entity")),
                                    _ -> new ArrayList<>())
                            .add(known(row));
                });
        return known;
    }

    private Known known(ResultSet row) throws SQLException {
        var kind = SliceKind.valueOf(row.getString("kind"));
        var window = window(row);
        var found = json.readValue(row.getString("found"), Finding[].class);
        return new Known(
                row.getLong("run_id"),
                kind,
                SliceState.valueOf(row.getString("state")),
                window,
                Times.instant(row, "ended_at"),
                windows(found, window, it -> it.isRepairable() || it.sort() == Finding.Sort.UNKNOWN),
                windows(found, window, it -> switch (it.sort()) {
                    case LEFT_OVER, UNKNOWN -> true;
                    case DIFFERENT -> kind == SliceKind.DEEP;
                    case SAME, MISSING, NEWER -> false;
                }));
    }

    private static List<Interval> windows(Finding[] found, Interval whole, Predicate<Finding> which) {
        return Stream.of(found)
                .filter(which)
                .map(it -> it.from() == null || it.to() == null ? whole : new Interval(it.from(), it.to()))
                .toList();
    }

    /** The parts whose live pull has begun: an entity may be pulled in several scopes. */
    Set<Part> live(Source source, Collection<String> entities) {
        var live = new HashSet<Part>();
        jdbc.sql("""
            SELECT c.account_id, c.entity FROM basic.pull_cursor c
            JOIN basic.account a ON a.id = c.account_id WHERE a.source = :source\
            """).param("source", source.text()).query(row -> {
            var account = row.getString("account_id");
            var name = row.getString("entity");
            entities.stream()
                    .filter(it -> name.equals(it) || name.startsWith(it + "."))
                    .map(it -> new Part(account, it))
                    .forEach(live::add);
        });
        return live;
    }

    Rates rates(Source source) {
        var parts = new HashMap<Part, Rate>();
        var sums = new HashMap<String, Sum>();
        jdbc.sql("""
            SELECT account_id, entity, sum(published_rows) AS rows, sum(calls) AS calls,
                sum(extract(epoch FROM to_at - from_at)) AS seconds
            FROM basic.slice WHERE source = :source AND kind = 'HISTORY' AND state = 'COMPLETE'
            GROUP BY account_id, entity\
            """).param("source", source.text()).query(row -> {
            var part = new Part(row.getString("account_id"), row.getString("entity"));
            var sum = new Sum(row.getDouble("rows"), row.getDouble("calls"), row.getDouble("seconds"));
            parts.put(part, sum.rate());
            sums.merge(part.entity(), sum, Sum::and);
        });
        var entities = new HashMap<String, Rate>();
        sums.forEach((entity, sum) -> entities.put(entity, sum.rate()));
        return new Rates(parts, entities);
    }

    static Interval window(ResultSet row) throws SQLException {
        return new Interval(
                Objects.requireNonNull(Times.instant(row, "from_at")),
                Objects.requireNonNull(Times.instant(row, "to_at")));
    }
}

package io.bisync.basic.run;

import io.bisync.basic.account.Source;
import io.bisync.run.Finding;
import io.bisync.run.LoadableEntity;
import io.bisync.run.SliceKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.ObjectMapper;

/** What a run of repair found to differ becomes slices of the same run, within a budget. */
class Repairs {

    /** Whoever finds more has lost more than some rows, and should know before it is all asked for again. */
    private static final int BUDGET = 500;

    /** A slice that compared, and what it found that may be mended. */
    private record Compared(long run, Part part, List<Interval> differing) {}

    private final JdbcClient jdbc;
    private final RunTable runs;
    private final Loadables loadables;
    private final ObjectMapper json;

    Repairs(JdbcClient jdbc, RunTable runs, Loadables loadables, ObjectMapper json) {
        this.jdbc = jdbc;
        this.runs = runs;
        this.loadables = loadables;
        this.json = json;
    }

    /** Of slices that were complete a moment ago, within the transaction that took that; others are left alone. */
    void add(Source source, Collection<Long> complete) {
        if (complete.isEmpty()) {
            return;
        }
        var compared = jdbc.sql("""
            SELECT s.* FROM basic.slice s JOIN basic.run r ON r.id = s.run_id
            WHERE s.id IN (:complete) AND s.kind IN ('COUNT', 'DEEP') AND r.kind = 'REPAIR' AND NOT r.cancelled
                AND s.found <> '[]' ORDER BY s.id\
            """)
                .param("complete", complete)
                .query((row, _) -> compared(row))
                .list();
        for (var it : compared) {
            if (!it.differing().isEmpty()) {
                add(source, it);
            }
        }
    }

    private Compared compared(ResultSet row) throws SQLException {
        return new Compared(
                row.getLong("run_id"),
                new Part(row.getString("account_id"), row.getString("entity")),
                Stream.of(json.readValue(row.getString("found"), Finding[].class))
                        .filter(Finding::isRepairable)
                        .map(it -> new Interval(Objects.requireNonNull(it.from()), Objects.requireNonNull(it.to())))
                        .toList());
    }

    private void add(Source source, Compared compared) {
        var longest = longest(source, compared.part().entity());
        if (longest == null) {
            runs.note(
                    compared.run(),
                    "Entity %s cannot be repaired.".formatted(compared.part().entity()));
            return;
        }
        var windows = compared.differing().stream()
                .flatMap(it -> Windows.cut(it, longest).stream())
                .toList();
        var left = Math.max(0, BUDGET - repairs(compared.run()));
        if (windows.size() > left) {
            runs.note(
                    compared.run(),
                    "More than %d windows differ: the rest is found and not repaired, begin another run for it."
                            .formatted(BUDGET));
        }
        runs.cut(
                compared.run(),
                source,
                windows.stream()
                        .limit(left)
                        .map(it -> NewSlice.of(SliceKind.REPAIR, compared.part(), it, 0))
                        .toList());
    }

    private @Nullable Duration longest(Source source, String entity) {
        return loadables.of(source).stream()
                .filter(it -> it.entity().equals(entity))
                .findFirst()
                .map((LoadableEntity it) -> it.longestWindow(SliceKind.REPAIR))
                .orElse(null);
    }

    private int repairs(long run) {
        return jdbc.sql("SELECT count(*) FROM basic.slice WHERE run_id = :run AND kind = 'REPAIR'")
                .param("run", run)
                .query(Integer.class)
                .single();
    }
}

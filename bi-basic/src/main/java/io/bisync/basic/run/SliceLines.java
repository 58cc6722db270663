package io.bisync.basic.run;

import io.bisync.basic.database.Times;
import io.bisync.run.Finding;
import io.bisync.run.SliceKind;
import io.bisync.run.SliceState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.ObjectMapper;

/** The slices of runs, for people. */
class SliceLines {

    private final JdbcClient jdbc;
    private final RunTable runs;
    private final Stretches stretches;
    private final ObjectMapper json;

    SliceLines(JdbcClient jdbc, RunTable runs, Stretches stretches, ObjectMapper json) {
        this.jdbc = jdbc;
        this.runs = runs;
        this.stretches = stretches;
        this.json = json;
    }

    /** In their order, those after a number; refused where there is no such run. */
    List<SliceLine> of(long run, @Nullable SliceState state, @Nullable Long after, int limit) {
        runs.said(run);
        return jdbc.sql("""
            SELECT * FROM basic.slice
            WHERE run_id = :run AND id > :after AND (CAST(:state AS varchar) IS NULL OR state = :state)
            ORDER BY id LIMIT :limit\
            """)
                .param("run", run)
                .param("after", after == null ? 0 : after)
                .param("state", state == null ? null : state.name())
                .param("limit", limit)
                .query(this::line)
                .list();
    }

    private SliceLine line(ResultSet row, int number) throws SQLException {
        var kind = SliceKind.valueOf(row.getString("kind"));
        return new SliceLine(
                row.getLong("id"),
                kind,
                row.getString("account_id"),
                row.getString("entity"),
                Times.instant(row, "from_at"),
                Times.instant(row, "to_at"),
                kind.isOfWindow() ? null : stretches.of(row).toString(),
                SliceState.valueOf(row.getString("state")),
                row.getLong("fence"),
                row.getInt("tries"),
                row.getString("holder"),
                Times.instant(row, "paused_until"),
                row.getString("cursor_text"),
                row.getLong("published_rows"),
                row.getLong("expected_rows"),
                row.getLong("calls"),
                row.getLong("published_bytes"),
                List.of(json.readValue(row.getString("found"), Finding[].class)),
                Times.instant(row, "begun_at"),
                Times.instant(row, "sent_at"),
                Times.instant(row, "ended_at"),
                row.getString("code"),
                row.getString("detail"));
    }
}

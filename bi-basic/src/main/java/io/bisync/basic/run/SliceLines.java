package io.bisync.basic.run;

import io.bisync.basic.database.Times;
import io.bisync.run.SliceState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The slices of runs, for people. */
class SliceLines {

    private final JdbcClient jdbc;
    private final RunTable runs;

    SliceLines(JdbcClient jdbc, RunTable runs) {
        this.jdbc = jdbc;
        this.runs = runs;
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
                .query(SliceLines::line)
                .list();
    }

    private static SliceLine line(ResultSet row, int number) throws SQLException {
        var window = Past.window(row);
        return new SliceLine(
                row.getLong("id"),
                row.getString("account_id"),
                row.getString("entity"),
                window.from(),
                window.to(),
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
                Times.instant(row, "begun_at"),
                Times.instant(row, "sent_at"),
                Times.instant(row, "ended_at"),
                row.getString("code"),
                row.getString("detail"));
    }
}

package io.bisync.local.starrocks.transaction;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One load transaction: PREPARE until exactly one of commit and abort has won, then COMMITTED until its rows are published. */
public final class Transaction {

    /** Makes the rows durable; whatever it throws, nothing was loaded. */
    @FunctionalInterface
    public interface Commit {
        Applied run() throws SQLException;
    }

    private final long id;
    private final String database;
    private final String label;
    private final String table;
    private final Instant started;
    private final Instant deadline;
    private volatile LoadState state = LoadState.PREPARE;
    private volatile String reason = "";
    private volatile boolean stalled;
    private volatile long rowsReceived;
    private volatile long rowsFiltered;
    private volatile long bytes;
    private volatile Applied applied = new Applied(0, 0, 0, 0, 0);
    private volatile @Nullable Instant finished;

    Transaction(long id, String database, String label, String table, Instant started, Instant deadline) {
        this.id = id;
        this.database = database;
        this.label = label;
        this.table = table;
        this.started = started;
        this.deadline = deadline;
    }

    static Transaction restored(Load load) {
        var started = Instant.ofEpochMilli(load.startedMillis());
        var transaction =
                new Transaction(load.transaction(), load.database(), load.label(), load.table(), started, started);
        transaction.received(load.rowsReceived(), load.rowsFiltered(), load.bytes());
        transaction.applied = new Applied(load.rowsLoaded(), load.inserted(), load.overwritten(), load.refused(), 0);
        transaction.reason = load.reason();
        transaction.finished =
                Instant.ofEpochMilli(Objects.requireNonNullElse(load.finishedMillis(), load.startedMillis()));
        transaction.state = load.state();
        return transaction;
    }

    public long id() {
        return id;
    }

    String label() {
        return label;
    }

    String database() {
        return database;
    }

    String table() {
        return table;
    }

    LoadState state() {
        return state;
    }

    String reason() {
        return reason;
    }

    Instant started() {
        return started;
    }

    Instant deadline() {
        return deadline;
    }

    public void received(long rows, long filtered, long receivedBytes) {
        rowsReceived = rows;
        rowsFiltered = filtered;
        bytes = receivedBytes;
    }

    /** Ends the load early when somebody has aborted its transaction meanwhile. */
    public void requireOpen() {
        if (state == LoadState.ABORTED) {
            throw new LoadFailedException(reason);
        }
    }

    /** Shows that nothing comes of it while the pause lasts. */
    public void stalled(Runnable pause) {
        stalled = true;
        try {
            pause.run();
        } finally {
            stalled = false;
        }
    }

    public synchronized Applied commit(Commit commit, Instant now) throws SQLException {
        requireOpen();
        applied = commit.run();
        finished = now;
        state = LoadState.COMMITTED;
        return applied;
    }

    public synchronized void publish() {
        if (state == LoadState.COMMITTED) {
            state = LoadState.VISIBLE;
        }
    }

    public synchronized boolean abort(String why, Instant now) {
        if (state != LoadState.PREPARE) {
            return false;
        }
        reason = why;
        finished = now;
        state = LoadState.ABORTED;
        return true;
    }

    public Load snapshot() {
        var end = finished;
        return new Load(
                id,
                database,
                label,
                table,
                state,
                stalled && state == LoadState.PREPARE ? Load.STALLED : reason,
                rowsReceived,
                applied.rows(),
                rowsFiltered,
                applied.inserted(),
                applied.overwritten(),
                applied.refused(),
                bytes,
                started.toEpochMilli(),
                end == null ? null : end.toEpochMilli());
    }
}

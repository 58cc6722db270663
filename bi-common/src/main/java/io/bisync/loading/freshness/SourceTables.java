package io.bisync.loading.freshness;

import io.bisync.account.ControlPlane;
import io.bisync.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** The two tables of one source, which one process at a time writes. */
final class SourceTables {

    /** So often everything is written again, whatever happened to the tables meanwhile. */
    private static final Duration ALL_EVERY = Duration.ofHours(1);

    private final String source;
    private final ControlPlane controlPlane;
    private final StatusRows rows;
    private final WrittenTable accounts;
    private final WrittenTable freshness;
    private Instant all = Instant.MIN;

    SourceTables(String source, ControlPlane controlPlane, StatusRows rows, Function<Table, WrittenTable> tables) {
        this.source = source;
        this.controlPlane = controlPlane;
        this.rows = rows;
        this.accounts = tables.apply(StatusTables.ACCOUNT.table());
        this.freshness = tables.apply(StatusTables.FRESHNESS.table());
    }

    String source() {
        return source;
    }

    /**
     * Asks bi-basic and writes what changed.
     *
     * @return whether that is this process's task
     */
    boolean write(String holder, Duration ttl) {
        var told = controlPlane.status(source, holder, ttl).orElse(null);
        if (told == null || !told.at().isBefore(all)) {
            forget();
        }
        if (told == null) {
            return false;
        }
        if (all.equals(Instant.MIN)) {
            all = told.at().plus(ALL_EVERY);
        }
        accounts.write(rows.accounts(told), told);
        freshness.write(rows.freshness(told), told);
        return true;
    }

    /** Lets another process write them at once. */
    void release(String holder) {
        controlPlane.releaseStatus(source, holder);
        forget();
    }

    private void forget() {
        all = Instant.MIN;
        accounts.forget();
        freshness.forget();
    }
}

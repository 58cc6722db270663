package io.bisync.basic.run;

import io.bisync.basic.account.Source;
import io.bisync.basic.database.TransactionLock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One at a time plans, claims and steers what a source loads: so no two runs hold one window, and no two holders one slice. */
final class SourceLock {

    /** Until the transaction ends, nobody else changes runs and slices of the source. */
    static void take(JdbcClient jdbc, Source source) {
        TransactionLock.take(jdbc, "runs " + source.text());
    }

    private SourceLock() {}
}

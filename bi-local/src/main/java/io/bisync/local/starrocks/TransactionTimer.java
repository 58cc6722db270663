package io.bisync.local.starrocks;

import io.bisync.local.starrocks.transaction.Transactions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks every second for loads that have run longer than their timeout. */
final class TransactionTimer implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Transactions transactions;
    private final CountDownLatch stopped = new CountDownLatch(1);

    TransactionTimer(Transactions transactions) {
        this.transactions = transactions;
    }

    void start() {
        Thread.ofVirtual().name("starrocks-transactions").start(this::run);
    }

    private void run() {
        try {
            while (!stopped.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                transactions.expire();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopped.countDown();
    }
}

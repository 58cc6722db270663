package io.bisync.run;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The in-memory one, with which services are tested, keeps the contract too. */
class InMemoryLedgerTests extends LedgerContract {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-08-23T00:00:00Z"));
    private final InMemoryLedger ledger = new InMemoryLedger(clock);
    private long last;

    @Override
    protected Ledger ledger() {
        return ledger;
    }

    @Override
    protected MovableClock clock() {
        return clock;
    }

    @Override
    protected String addAccount() {
        last++;
        return String.valueOf(last);
    }

    @Override
    protected void disable(String account) {
        ledger.disable(account);
    }

    @Override
    protected long begin(List<String> accounts, List<String> entities, int days) {
        last++;
        var run = last;
        var first = clock.instant().minus(Duration.ofDays(days));
        for (var id : accounts) {
            var account = new Account(id, SOURCE, "Shop " + id, AppKind.OWN, "key", true, null);
            for (var entity : entities) {
                for (int day = 0; day < days; day++) {
                    last++;
                    var from = first.plus(Duration.ofDays(day));
                    ledger.add(last, run, account, entity, from, from.plus(Duration.ofDays(1)));
                }
            }
        }
        return run;
    }

    @Override
    protected void signal(long run, RunSignal signal) {
        ledger.signal(run, signal);
    }

    @Override
    protected RunStatus status(long run) {
        return ledger.status(run);
    }
}

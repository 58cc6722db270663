package io.bisync.run;

import io.bisync.account.MovableClock;
import java.time.Instant;
import java.util.List;

/** Of stretches too, the in-memory ledger keeps the contract. */
class InMemoryStretchTests extends StretchContract {

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
    protected long begin(List<Integer> partitions) {
        last++;
        var run = last;
        for (var partition : partitions) {
            last++;
            var stretch = new Stretch(TOPIC, "topic-id", partition, 0, RECORDS, List.of(), List.of(), null);
            ledger.add(last, run, SliceKind.REPLAY, SOURCE, "stretched", stretch);
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

package io.bisync.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** What the contracts of a ledger share: runs that end with their test, claims and reports. */
public abstract class LedgerStage {

    static final Duration TTL = Duration.ofSeconds(30);

    private final String source;
    private final List<Long> begun = new ArrayList<>();

    LedgerStage(String source) {
        this.source = source;
    }

    protected abstract Ledger ledger();

    protected abstract MovableClock clock();

    protected abstract void signal(long run, RunSignal signal);

    protected abstract RunStatus status(long run);

    /** Has a run end with its test. */
    final long begun(long run) {
        begun.add(run);
        return run;
    }

    /** Nothing is left for the next test. */
    @AfterEach
    void everythingEnds() {
        for (long run : begun) {
            if (!status(run).state().isEnded()) {
                signal(run, RunSignal.CANCEL);
            }
        }
        clock().advance(TTL.plusSeconds(1));
        var sent = ledger().claim(source, "cleaner", TTL, 1, List.of());
        ledger().claim(
                        source,
                        "cleaner",
                        TTL,
                        0,
                        sent.stream().map(it -> told(it, SliceState.COMPLETE)).toList());
    }

    protected final List<Slice> claim(String holder, int most, SliceReport... held) {
        return ledger().claim(source, holder, TTL, most, List.of(held));
    }

    protected static Slice only(List<Slice> slices) {
        assertThat(slices).hasSize(1);
        return slices.getFirst();
    }

    protected static SliceReport told(Slice slice, SliceState state) {
        return told(slice, state, SliceProgress.NONE);
    }

    protected static SliceReport told(Slice slice, SliceState state, SliceProgress progress) {
        return new SliceReport(slice.id(), slice.fence(), state, progress, null, null, null);
    }

    protected static SliceReport waiting(Slice slice, Duration pause) {
        return new SliceReport(
                slice.id(), slice.fence(), SliceState.WAITING, SliceProgress.NONE, "BI-JST-12", "in words", pause);
    }
}

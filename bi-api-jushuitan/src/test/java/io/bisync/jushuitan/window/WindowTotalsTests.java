package io.bisync.jushuitan.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.window.v1.LoadWindowProgress;
import org.junit.jupiter.api.Test;

class WindowTotalsTests {

    private final WindowTotals totals = new WindowTotals();

    @Test
    void aWindowIsDoneWithTheLastWarehouseAndCountsThoseBefore() {
        assertThat(totals.with(progress(1, 50, false), false)).isEqualTo(progress(1, 50, false));
        assertThat(totals.with(progress(2, 80, true), false)).isEqualTo(progress(2, 80, false));
        assertThat(totals.with(progress(1, 5, false), true)).isEqualTo(progress(3, 85, false));
        assertThat(totals.with(progress(2, 7, true), true)).isEqualTo(progress(4, 87, true));
        assertThat(totals.all().getPublished()).isEqualTo(87);
    }

    private static LoadWindowProgress progress(int calls, long rows, boolean done) {
        return LoadWindowProgress.newBuilder()
                .setCalls(calls)
                .setPublished(rows)
                .setExpected(rows)
                .setDone(done)
                .build();
    }
}

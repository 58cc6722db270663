package io.bisync.proof.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.proof.history.AskedPages.Page;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AskedPagesTests {

    private static final Page FIRST = new Page("/orders", 12_000L, "2026-08-31 00:00:00", 1);
    private static final Page SECOND = new Page("/orders", 12_000L, "2026-08-31 00:00:00", 2);
    private static final Page OTHER = new Page("/orders", 12_000L, "2026-09-07 00:00:00", 1);

    private static final AskedPages UNDISTURBED = new AskedPages(Map.of(FIRST, 1, SECOND, 1, OTHER, 2));

    @Test
    void whatAnUndisturbedLoadAsksForIsNotAskedAgain() {
        assertThat(UNDISTURBED.again(UNDISTURBED)).isZero();
        assertThat(UNDISTURBED.slicesAbove(0, UNDISTURBED)).isEmpty();
    }

    @Test
    void everyCallMoreIsOneAgainAndOfOneSliceTheyAreCountedTogether() {
        var asked = new AskedPages(Map.of(FIRST, 2, SECOND, 2, OTHER, 1));

        assertThat(asked.again(UNDISTURBED)).isEqualTo(2);
        assertThat(asked.slicesAbove(2, UNDISTURBED)).isEmpty();
        assertThat(asked.slicesAbove(1, UNDISTURBED))
                .singleElement()
                .asString()
                .startsWith("2 pages of /orders 12000 2026-08-31 00:00:00");
    }
}

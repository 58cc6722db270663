package io.bisync.proof.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.starrocks.transaction.Load;
import io.bisync.local.starrocks.transaction.LoadState;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlappingLoadsTests {

    @Test
    void loadsThatFollowEachOtherShareNothing() {
        assertThat(OverlappingLoads.in(List.of(
                        visible("t-hash-e0-p1-10-20"),
                        visible("t-hash-e0-p1-0-10"),
                        visible("t-hash-e0-p2-0-10"),
                        visible("other-hash-e0-p1-0-10"))))
                .isEmpty();
    }

    @Test
    void aSecondLabelForLoadedOffsetsIsNamed() {
        assertThat(OverlappingLoads.in(List.of(
                        visible("t-hash-e0-p1-0-10"), visible("t-hash-e1-p1-9-20"), visible("t-hash-e0-p1-30-40"))))
                .singleElement()
                .asString()
                .contains("from=0, to=10", "from=9, to=20");
    }

    @Test
    void whatWasAbortedIsNotLoaded() {
        assertThat(OverlappingLoads.in(
                        List.of(visible("t-hash-e0-p1-0-10"), load("t-hash-e0-p1-0-20", LoadState.ABORTED))))
                .isEmpty();
    }

    private static Load visible(String label) {
        return load(label, LoadState.VISIBLE);
    }

    private static Load load(String label, LoadState state) {
        return new Load(1, "bi", label, "t", state, "", 1, 1, 0, 1, 0, 0, 1, 1, 2L);
    }
}

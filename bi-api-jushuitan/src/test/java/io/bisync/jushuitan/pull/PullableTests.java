package io.bisync.jushuitan.pull;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bisync.jushuitan.catalogue.Entities;
import io.bisync.jushuitan.declaration.FanOut;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import org.junit.jupiter.api.Test;

/** What cannot be pulled yet does not start as if it were. */
class PullableTests {

    private static final PulledEntity ORDER = Entities.of("order");

    @Test
    void everyEntityOfTheCatalogueIsPulled() {
        assertThatCode(() -> Entities.ALL.forEach(LivePulls::requirePullable)).doesNotThrowAnyException();
    }

    @Test
    void anEntityIsPulledByWindowsOfChange() {
        assertThatCode(() -> LivePulls.requirePullable(Pulling.PURCHASES)).doesNotThrowAnyException();
    }

    @Test
    void aSnapshotAndWhatIsNotDatedHaveTheirVersionFromTheHeaderAndNothingElse() {
        assertThatCode(() -> LivePulls.requirePullable(Pulling.SHOPS)).doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LivePulls.requirePullable(
                        PulledEntity.of(ORDER.entity(), ORDER.traffic(), ORDER.endpoint(), new Increment.Snapshot())))
                .withMessageContaining("order is asked for by Snapshot");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LivePulls.requirePullable(PulledEntity.of(
                        Pulling.PURCHASES.entity(),
                        ORDER.traffic(),
                        Pulling.PURCHASES.endpoint().undated(),
                        new Increment.Modified())))
                .withMessageContaining("purchase is asked for by Modified");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LivePulls.requirePullable(PulledEntity.of(
                        Pulling.SHOPS.entity(), ORDER.traffic(), ORDER.endpoint(), new Increment.RowVersion("ts"))));
    }

    @Test
    void anEntityThatIsAskedForByWarehouseHasTheWarehouseInItsKey() {
        assertThatCode(() -> LivePulls.requirePullable(Pulling.INVENTORY)).doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LivePulls.requirePullable(ORDER.forEach(FanOut.WAREHOUSE)))
                .withMessageContaining("asked for each wms_co_id");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LivePulls.requirePullable(Pulling.INVENTORY.forEach(FanOut.SHOP)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LivePulls.requirePullable(Pulling.INVENTORY.forEach(FanOut.NONE)));
    }
}

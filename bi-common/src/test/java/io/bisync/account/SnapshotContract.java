package io.bisync.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The part of the contract about entities that are only read as a whole: versions rise, and only the holder notes rows. */
abstract class SnapshotContract extends LeaseContract {

    private static final String HASH = "0123456789abcdef";

    @Test
    void aVersionIsAboveAllBeforeAndNotBelowTheClock() {
        var account = addAccount(AppKind.OWN);
        var fence = lease("a", account).fence();
        assertThat(controlPlane().snapshot(account, "shop")).isEqualTo(new KnownSnapshot(0, List.of()));

        var first = controlPlane().snapshotVersion(account, fence, "shop", List.of());
        assertThat(first).isEqualTo(clock().millis());
        assertThat(controlPlane().snapshotVersion(account, fence, "shop", List.of()))
                .isEqualTo(first + 1);
        clock().advance(Duration.ofSeconds(1));
        assertThat(controlPlane().snapshotVersion(account, fence, "shop", List.of()))
                .isEqualTo(first + 1000);
        assertThat(controlPlane().snapshotVersion(account, fence, "category", List.of()))
                .isEqualTo(first + 1000);
        assertThat(controlPlane().snapshot(account, "shop").version()).isEqualTo(first + 1000);
    }

    @Test
    void rowsAreKnownUntilTheirDeleteIsNoted() {
        var account = addAccount(AppKind.OWN);
        var fence = lease("a", account).fence();
        controlPlane().noteSnapshot(account, fence, "shop", List.of(row("1"), row("2"), row("3")), List.of());
        controlPlane()
                .noteSnapshot(account, fence, "shop", List.of(new SnapshotRow("2", "f".repeat(16))), List.of("1", "9"));

        assertThat(controlPlane().snapshot(account, "shop").rows())
                .containsExactly(new SnapshotRow("2", "f".repeat(16)), row("3"));
        assertThat(controlPlane().snapshot(account, "category").rows()).isEmpty();
    }

    @Test
    void aRowThatIsUnderWayIsKnownWithoutAHashUntilItIsNoted() {
        var account = addAccount(AppKind.OWN);
        var fence = lease("a", account).fence();
        controlPlane().noteSnapshot(account, fence, "shop", List.of(row("1"), row("2")), List.of());

        controlPlane().snapshotVersion(account, fence, "shop", List.of("2", "3"));
        assertThat(controlPlane().snapshot(account, "shop").rows())
                .containsExactly(row("1"), new SnapshotRow("2", ""), new SnapshotRow("3", ""));
        controlPlane().noteSnapshot(account, fence, "shop", List.of(row("3")), List.of("2"));
        assertThat(controlPlane().snapshot(account, "shop").rows()).containsExactly(row("1"), row("3"));
    }

    @Test
    void tenThousandRowsAreNotedAndKnown() {
        var account = addAccount(AppKind.OWN);
        var fence = lease("a", account).fence();
        var rows =
                IntStream.range(10_000, 20_000).mapToObj(it -> row("商品-" + it)).toList();
        controlPlane().noteSnapshot(account, fence, "shop", rows, List.of());
        assertThat(controlPlane().snapshot(account, "shop").rows()).isEqualTo(rows);
    }

    @Test
    void whoeverHasAnotherFenceGetsNoVersionAndNotesNothing() {
        var account = addAccount(AppKind.OWN);
        var first = lease("a", account).fence();
        controlPlane().release("jushuitan", "a");
        lease("b", account);

        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> controlPlane().snapshotVersion(account, first, "shop", List.of("1")))
                .satisfies(it -> assertThat(it.code()).isEqualTo("BI-BASIC-05"));
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> controlPlane().noteSnapshot(account, first, "shop", List.of(row("1")), List.of()));
        assertThat(controlPlane().snapshot(account, "shop")).isEqualTo(new KnownSnapshot(0, List.of()));
    }

    private static SnapshotRow row(String key) {
        return new SnapshotRow(key, HASH);
    }
}

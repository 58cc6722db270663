package io.bisync.jushuitan.increment;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.jushuitan.openapi.EntitySlice;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class VersionsAnewTests {

    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");

    private final VersionsAnew versionsAnew = new VersionsAnew(NOW);

    @Test
    void aFoundRowThatIsOlderThanTheLastOneReadIsALateCommitAndNoAlarm() {
        versionsAnew.read(List.of(row("1", 90, "10:00:05")), NOW.plusSeconds(10));
        versionsAnew.found(List.of(row("2", 89, "10:00:04")));

        assertThat(versionsAnew.younger(100)).isNull();
    }

    /** The last change before a night without any: nothing younger would come and end the alarm. */
    @Test
    void aRowThatChangedWhileItWasAskedForIsReadTooAndOneOfAnotherTimeIsNot() {
        versionsAnew.read(List.of(row("1", 90, "10:00:11")), NOW.plusSeconds(10));
        versionsAnew.found(List.of(row("2", 89, "10:00:11")));

        assertThat(versionsAnew.younger(100)).isNull();

        versionsAnew.read(List.of(row("3", 91, "11:00:00")), NOW.plusSeconds(20));
        versionsAnew.found(List.of(row("4", 5, "10:00:21")));

        assertThat(Objects.requireNonNull(versionsAnew.younger(100)).code()).isEqualTo("BI-JST-46");
    }

    @Test
    void aFoundRowThatIsYoungerStandsUntilTheCursorLeadsToAYoungerOne() {
        versionsAnew.found(List.of(row("2", 5, "10:00:04")));

        assertThat(Objects.requireNonNull(versionsAnew.younger(100)).code()).isEqualTo("BI-JST-46");
        assertThat(versionsAnew.younger(100))
                .hasMessageContaining("sets the cursor to 5")
                .hasMessageContaining("a ts below");
        versionsAnew.read(List.of(row("3", 101, "10:00:06")), NOW.plusSeconds(10));
        assertThat(versionsAnew.younger(100)).isNull();
    }

    @Test
    void whatChangedBeforeThePullBeganIsNoAlarm() {
        versionsAnew.found(List.of(row("2", 5, "09:59:59")));

        assertThat(versionsAnew.younger(100)).isNull();
    }

    @Test
    void aCursorThatWasSetElsewhereEndsTheAlarm() {
        versionsAnew.found(List.of(row("2", 5, "10:00:04")));
        versionsAnew.forget(NOW.plusSeconds(5));

        assertThat(versionsAnew.younger(5)).isNull();
    }

    private static EntitySlice row(String id, long ts, String time) {
        return new EntitySlice(0, 0, id, ts, "2026-11-21 " + time);
    }
}

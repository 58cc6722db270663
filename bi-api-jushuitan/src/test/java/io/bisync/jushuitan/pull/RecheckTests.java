package io.bisync.jushuitan.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.jushuitan.openapi.EntitySlice;
import io.bisync.jushuitan.openapi.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecheckTests {

    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");
    private static final Belief BELIEF = Belief.of(100, NOW, 0, NOW);

    private final Recheck recheck = new Recheck(Duration.ofMinutes(10), NOW);

    @Test
    void looksOnceInAWhileBackToWhatItRemembers() {
        assertThat(recheck.isDue(NOW.plusSeconds(599))).isFalse();
        assertThat(recheck.isDue(NOW.plusSeconds(600))).isTrue();
        assertThat(recheck.from(NOW.plusSeconds(600))).isEqualTo(NOW);
        assertThat(recheck.from(NOW.plusSeconds(6_000))).isEqualTo(NOW.plusSeconds(4_800));
    }

    @Test
    void missesWhatTheCursorPassedAndNobodyPublishedInThisVersion() {
        recheck.read(page(row("1", 90, "10:00:01")), NOW);

        assertThat(recheck.missed(page(row("1", 90, "10:00:01"), row("1", 91, "10:00:02")), BELIEF))
                .extracting(EntitySlice::ts)
                .containsExactly(91L);
        assertThat(recheck.missed(page(row("2", 100, "10:00:02")), BELIEF)).isEmpty();
    }

    @Test
    void aMissedRowThatIsOlderThanTheLastOneReadIsALateCommitAndNoAlarm() {
        recheck.read(page(row("1", 90, "10:00:05")), NOW.plusSeconds(10));
        recheck.found(List.of(row("2", 89, "10:00:04")), NOW.plusSeconds(10));

        assertThat(recheck.younger(100)).isNull();
        assertThat(recheck.missed(page(row("2", 89, "10:00:04")), BELIEF)).isEmpty();
    }

    @Test
    void aMissedRowThatIsYoungerStandsUntilTheCursorLeadsToAYoungerOne() {
        recheck.found(List.of(row("2", 5, "10:00:04")), NOW.plusSeconds(10));

        assertThat(Objects.requireNonNull(recheck.younger(100)).code()).isEqualTo("BI-JST-46");
        assertThat(recheck.younger(100))
                .hasMessageContaining("sets the cursor to 5")
                .hasMessageContaining("a ts below");
        recheck.read(page(row("3", 101, "10:00:06")), NOW.plusSeconds(10));
        assertThat(recheck.younger(100)).isNull();
    }

    @Test
    void whatWasPublishedIsRememberedForTheWholeWindow() {
        recheck.read(page(row("1", 90, "10:00:01")), NOW);
        recheck.read(
                page(row("2", 91, "10:21:00")), NOW.plus(RecentlyPublished.SPAN).plusSeconds(60));

        assertThat(recheck.missed(page(row("1", 90, "10:00:01")), BELIEF)).isEmpty();
        assertThat(recheck.from(NOW.plusSeconds(1_300))).isEqualTo(NOW.plusSeconds(100));
    }

    private static EntitySlice row(String id, long ts, String time) {
        return new EntitySlice(0, 0, id, ts, "2026-11-21 " + time);
    }

    private static Page page(EntitySlice... rows) {
        return new Page(new byte[0], List.of(rows), false, null, null);
    }
}

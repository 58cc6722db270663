package io.bisync.jushuitan.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.jushuitan.openapi.EntitySlice;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.page.LivePosition.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

class BeliefPropertyTests {

    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");
    private static final long FAR = 10_000_000_000_000L;

    @Property
    void whateverIsBelievedLeavesRoomForTheCursor(
            @ForAll @LongRange(min = 0, max = Belief.LARGEST + 1) long next,
            @ForAll @LongRange(min = 0) long perSecond,
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long seconds,
            @ForAll long ts) {
        Belief belief = new Belief(next, NOW.minusSeconds(seconds), perSecond, NOW);

        if (belief.holds(row("1", ts, null))) {
            assertThat(ts).isBetween(0L, Belief.LARGEST);
        }
    }

    @Property
    void tenTimesTheRateThatWasSeenIsBelieved(
            @ForAll @LongRange(min = 0, max = 100_000_000_000L) long next,
            @ForAll @LongRange(min = 1, max = 100_000) long perSecond,
            @ForAll @LongRange(min = 0, max = 1_000_000) long seconds) {
        Belief belief = new Belief(next, NOW.minusSeconds(seconds), perSecond, NOW);

        assertThat(belief.holds(row("1", next + 10 * perSecond * seconds, null)))
                .isTrue();
    }

    @Property
    void withoutARateARowMayBeAsFarAsItsTimeOfChange(@ForAll @IntRange(min = 1, max = 30) int days) {
        Instant since = NOW.minus(Duration.ofDays(days));
        Belief belief = new Belief(100, since, 0, NOW);
        long ofDays = 100 + days * 86_400L * Belief.MOST_PER_SECOND;

        assertThat(belief.holds(row("1", ofDays, "2026-11-21 10:00:00"))).isTrue();
        assertThat(belief.holds(row("1", ofDays, "2026-10-01 10:00:00"))).isFalse();
        assertThat(belief.holds(row("1", ofDays, null))).isTrue();
    }

    @Property
    void oneOddRowChangesNothingOfWhatItsPageDoes(
            @ForAll @Size(min = 1, max = 20) List<@LongRange(min = 0, max = 1_000_000) Long> rises,
            @ForAll @IntRange(min = 0, max = 19) int at,
            @ForAll @LongRange(min = 0) long beyond,
            @ForAll boolean negative,
            @ForAll boolean hasNext)
            throws Exception {
        List<EntitySlice> rows = new ArrayList<>();
        long ts = 1_000;
        for (long rise : rises) {
            ts += 1 + rise;
            rows.add(row("1", ts, null));
        }
        Page plain = new Page(new byte[0], rows, hasNext, null, null);
        long odd = negative ? -1 - beyond : Math.max(FAR, beyond);
        List<EntitySlice> spoilt = new ArrayList<>(rows);
        spoilt.add(Math.min(at, rows.size()), row("2", odd, null));

        SortedPage sortedPage = SortedPage.of(plain.with(spoilt), new Belief(1_000, NOW, 1_000, NOW));

        Step step = LivePosition.at(1_000).after(sortedPage.believed());
        assertThat(step).isEqualTo(LivePosition.at(1_000).after(plain));
        assertThat(sortedPage.doubted()).extracting(EntitySlice::ts).containsExactly(odd);
        assertThat(sortedPage.beginning()).isNull();
    }

    @Property
    void aPageBeginsAnewOnlyWhereAllItsRowsAgree(
            @ForAll @LongRange(min = FAR, max = Belief.LARGEST - 2_000_000) long level,
            @ForAll @Size(min = 1, max = 20) List<@LongRange(min = 0, max = 1_000_000) Long> rises) {
        Belief belief = new Belief(1_000, NOW, 1_000, NOW);
        List<EntitySlice> rows = new ArrayList<>();
        rises.forEach(rise -> rows.add(row("1", level + rise, null)));
        Page page = new Page(new byte[0], rows, false, null, null);
        long smallest = level + rises.stream().mapToLong(it -> it).min().orElseThrow();

        assertThat(SortedPage.of(page, belief).beginning()).isEqualTo(rows.size() > 1 ? smallest : null);
        rows.add(row("2", 1_001L, null));
        assertThat(SortedPage.of(page.with(rows), belief).beginning()).isNull();
        rows.removeLast();
        rows.add(row("2", -1L, null));
        assertThat(SortedPage.of(page.with(rows), belief).beginning()).isNull();
    }

    private static EntitySlice row(String id, long ts, @Nullable String modified) {
        return new EntitySlice(0, 0, id, ts, modified);
    }
}

package io.bisync.jushuitan.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RecentRowsTests {

    private Instant now = Instant.parse("2026-11-20T04:00:00Z");

    @Property(tries = 200)
    void whatFitsIsKnownAndNothingElseIs(@ForAll List<Long> rows, @ForAll long other) {
        RecentRows recent = new RecentRows(() -> now);
        rows.forEach(recent::add);

        assertThat(rows).allMatch(recent::contains);
        // 0 stands for an empty place, so it and 1 are the same row.
        assertThat(recent.contains(other))
                .isEqualTo(rows.contains(other) || (rows.contains(1 - other) && (other | 1) == 1));
    }

    @Example
    void theLastOnesStayAndTheOldestGo() {
        RecentRows recent = new RecentRows(() -> now, 1_000);
        for (long row = 10; row < 3_010; row++) {
            recent.add(row);
            now = now.plusSeconds(1);
        }

        assertThat(recent.wholeSince()).isEqualTo(Instant.parse("2026-11-20T04:16:40Z"));
        assertThat(LongStream.range(2_010, 3_010)).allMatch(recent::contains);
        assertThat(recent.contains(1_010)).isTrue();
        assertThat(LongStream.range(10, 1_010)).noneMatch(recent::contains);
    }

    @Example
    void whatIsAskedForStays() {
        RecentRows recent = new RecentRows(() -> now, 1_000);
        recent.add(7);
        LongStream.range(10, 50_010).forEach(row -> {
            recent.add(row);
            assertThat(recent.contains(7)).isTrue();
        });
    }
}

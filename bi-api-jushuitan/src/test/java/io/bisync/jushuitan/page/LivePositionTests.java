package io.bisync.jushuitan.page;

import static io.bisync.jushuitan.page.Pages.last;
import static io.bisync.jushuitan.page.Pages.more;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.page.LivePosition.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LivePositionTests {

    @Test
    void followsPagesThatAscend() throws Exception {
        Step first = LivePosition.at(10).after(more(10L, 12L, 20L));
        Step second = first.then().after(last(21L));

        assertThat(first).isEqualTo(new Step(LivePosition.at(21), false));
        assertThat(second).isEqualTo(new Step(LivePosition.at(22), true));
    }

    @Test
    void staysWhereThereIsNothingNew() throws Exception {
        assertThat(LivePosition.at(10).after(last())).isEqualTo(new Step(LivePosition.at(10), true));
    }

    @Test
    void entitiesWithoutVersionDoNotDisturbTheOthers() throws Exception {
        assertThat(LivePosition.at(10).after(more(10L, null, 11L))).isEqualTo(new Step(LivePosition.at(12), false));
    }

    @Test
    void aPageOutOfOrderMovesTheCursorOnlyWhenItIsTheLast() throws Exception {
        assertThat(LivePosition.at(10).after(last(30L, 20L))).isEqualTo(new Step(LivePosition.at(31), true));
        assertThat(LivePosition.at(10).after(more(30L, 20L)).then().next()).isEqualTo(10);
    }

    @Test
    void severalPagesOutOfOrderAreReadTwiceBeforeTheCursorMoves() throws Exception {
        Step first = LivePosition.at(10).after(more(30L, 20L));
        Step end = first.then().after(last(25L, 22L));
        Step again = end.then().after(more(30L, 20L));
        Step known = again.then().after(last(40L, 22L));

        assertThat(first.then().page()).isEqualTo(2);
        assertThat(end.then()).isEqualTo(new LivePosition(10, 1, -1, 30));
        assertThat(known.then()).isEqualTo(LivePosition.at(31));
        assertThat(known.caughtUp()).isFalse();
    }

    @Test
    void refusesAPageWhoseEntitiesAllLackTheVersion() {
        assertThatExceptionOfType(PageRejectedException.class)
                .isThrownBy(() -> LivePosition.at(10).after(last(null, null)))
                .satisfies(it -> assertThat(it.code()).isEqualTo("BI-JST-20"));
    }

    @Test
    void refusesAnEmptyPageThatPromisesMore() {
        assertThatExceptionOfType(PageRejectedException.class)
                .isThrownBy(() -> LivePosition.at(10).after(more()))
                .satisfies(it -> assertThat(it.code()).isEqualTo("BI-JST-21"));
    }

    @Test
    void refusesToGoBackwards() {
        assertThatExceptionOfType(PageRejectedException.class)
                .isThrownBy(() -> LivePosition.at(10).after(more(3L, 4L)))
                .satisfies(it -> assertThat(it.code()).isEqualTo("BI-JST-22"));
        assertThatExceptionOfType(PageRejectedException.class)
                .isThrownBy(() -> LivePosition.at(10).after(more(3L, 2L)))
                .satisfies(it -> assertThat(it.code()).isEqualTo("BI-JST-22"));
    }

    /** Whatever order an ERP keeps, and however its rows change between two pages: every row's last version is read. */
    @RepeatedTest(200)
    void losesNothingWhileRowsChange(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        boolean ascending = repetition.getCurrentRepetition() % 2 == 0;
        List<long[]> rows = new ArrayList<>();
        long clock = 0;
        for (int id = 0; id < 30; id++) {
            rows.add(new long[] {id, ++clock});
        }
        Map<Long, Long> read = new HashMap<>();
        LivePosition position = LivePosition.at(0);
        for (int calls = 0; calls < 1_000; calls++) {
            long from = position.next();
            List<long[]> matching = new ArrayList<>(rows.stream()
                    .filter(it -> it[1] >= from)
                    .sorted(
                            ascending
                                    ? Comparator.comparingLong(it -> it[1])
                                    : Comparator.comparingLong(it -> it[0] * 7 % 30))
                    .toList());
            int begin = Math.min((position.page() - 1) * 5, matching.size());
            int end = Math.min(begin + 5, matching.size());
            Page page = end < matching.size()
                    ? more(versions(matching.subList(begin, end)))
                    : last(versions(matching.subList(begin, end)));
            Step step = position.after(page);
            matching.subList(begin, end).forEach(it -> read.merge(it[0], it[1], Math::max));
            position = step.then();
            if (calls < 9) {
                for (int changes = random.nextInt(3); changes > 0; changes--) {
                    rows.get(random.nextInt(rows.size()))[1] = ++clock;
                }
            } else if (step.caughtUp()) {
                break;
            }
        }
        rows.forEach(it -> assertThat(read).containsEntry(it[0], it[1]));
    }

    private static Long[] versions(List<long[]> rows) {
        return rows.stream().map(it -> it[1]).toArray(Long[]::new);
    }
}

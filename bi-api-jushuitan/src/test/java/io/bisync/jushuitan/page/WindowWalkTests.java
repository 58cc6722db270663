package io.bisync.jushuitan.page;

import static io.bisync.jushuitan.page.Pages.counted;
import static io.bisync.jushuitan.page.Pages.last;
import static io.bisync.jushuitan.page.Pages.more;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.jushuitan.openapi.Page;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class WindowWalkTests {

    @Test
    void onePageIsOneCall() throws Exception {
        assertThat(pages(WindowWalk.closed(), counted(false, 1, 2, 1L, 2L))).containsExactly(1);
        assertThat(pages(WindowWalk.open(), last(1L))).containsExactly(1);
        assertThat(pages(WindowWalk.closed(), last())).containsExactly(1);
    }

    @Test
    void aCountedWindowIsReadFromItsLastPage() throws Exception {
        assertThat(pages(
                        WindowWalk.closed(),
                        counted(true, 3, 250, 1L),
                        counted(false, 3, 250, 3L),
                        counted(true, 3, 250, 2L)))
                .containsExactly(1, 3, 2);
    }

    @Test
    void theFirstPageIsReadAgainWhereRowsHaveLeft() throws Exception {
        assertThat(pages(
                        WindowWalk.closed(),
                        counted(true, 3, 250, 1L),
                        counted(false, 3, 250, 3L),
                        counted(true, 3, 249, 2L),
                        counted(true, 3, 249, 1L)))
                .containsExactly(1, 3, 2, 1);
    }

    @Test
    void anOpenWindowReadsItsFirstPageAgainInAnyCase() throws Exception {
        assertThat(pages(
                        WindowWalk.open(),
                        counted(true, 2, 150, 1L),
                        counted(false, 2, 150, 2L),
                        counted(true, 2, 150, 1L)))
                .containsExactly(1, 2, 1);
    }

    @Test
    void anUncountedWindowIsReadForwardsAndBackwards() throws Exception {
        assertThat(pages(WindowWalk.closed(), more(1L), more(2L), last(3L), more(2L), more(1L)))
                .containsExactly(1, 2, 3, 2, 1);
    }

    @Test
    void aWindowThatGrewIsReadToItsNewEndFirst() throws Exception {
        assertThat(pages(
                        WindowWalk.open(),
                        counted(true, 2, 200, 1L),
                        counted(true, 3, 201, 2L),
                        counted(false, 3, 201, 3L),
                        counted(true, 3, 201, 2L),
                        counted(true, 3, 201, 1L)))
                .containsExactly(1, 2, 3, 2, 1);
    }

    @Test
    void aWindowWithoutEndIsGivenUp() throws Exception {
        WindowWalk walk = WindowWalk.closed();
        for (int page = 1; page <= 10_000; page++) {
            walk.read(more((long) page));
        }

        assertThatExceptionOfType(PageRejectedException.class)
                .isThrownBy(() -> walk.read(more(10_001L)))
                .satisfies(it -> assertThat(it.code()).isEqualTo("BI-JST-23"))
                .withMessageStartingWith("BI-JST-23");
    }

    @Test
    void aWindowOfTooManyPagesIsGivenUpWithItsSecondCall() throws Exception {
        WindowWalk walk = WindowWalk.closed();
        walk.read(counted(true, 10_001, 1_000_001, 1L));

        assertThatExceptionOfType(PageRejectedException.class)
                .isThrownBy(() -> walk.read(last(2L)))
                .satisfies(it -> assertThat(it.code()).isEqualTo("BI-JST-23"));
    }

    /** Rows leave the window between any two calls; whoever is still in it at the end has been read, by one or by many. */
    @RepeatedTest(200)
    void losesNoRowWhileRowsLeave(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        boolean counts = repetition.getCurrentRepetition() % 2 == 0;
        List<Long> rows = new ArrayList<>();
        for (long row = 0; row < 23; row++) {
            rows.add(row);
        }
        Set<Long> read = new HashSet<>();
        WindowWalk walk = WindowWalk.closed();
        while (!walk.isDone()) {
            int begin = Math.min((walk.page() - 1) * 5, rows.size());
            int end = Math.min(begin + 5, rows.size());
            Long[] page = rows.subList(begin, end).toArray(Long[]::new);
            read.addAll(rows.subList(begin, end));
            boolean hasNext = end < rows.size();
            walk.read(
                    counts
                            ? counted(hasNext, (rows.size() + 4) / 5, rows.size(), page)
                            : hasNext ? more(page) : last(page));
            for (int leaving = random.nextInt(3); leaving > 0 && !rows.isEmpty(); leaving--) {
                rows.remove(random.nextInt(rows.size()));
            }
            if (!walk.isDone() && random.nextBoolean()) {
                walk = WindowWalk.from(walk.state());
            }
        }
        assertThat(read).containsAll(rows);
    }

    private static List<Integer> pages(WindowWalk walk, Page... answers) throws PageRejectedException {
        List<Integer> asked = new ArrayList<>();
        for (Page answer : answers) {
            assertThat(walk.isDone()).isFalse();
            asked.add(walk.page());
            walk.read(answer);
        }
        assertThat(walk.isDone()).isTrue();
        return asked;
    }
}

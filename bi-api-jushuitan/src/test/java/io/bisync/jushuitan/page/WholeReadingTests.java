package io.bisync.jushuitan.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.jushuitan.openapi.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

class WholeReadingTests {

    @Test
    void allPagesAreReadUpToTheOneThatSaysItIsTheLast() throws Exception {
        assertThat(read(Pages.more(1L, 2L), Pages.more(3L), Pages.last(4L))).hasSize(3);
        assertThat(read(Pages.last())).hasSize(1);
    }

    @Test
    void asManyRowsAsTheErpCountedOrNoneCount() throws Exception {
        assertThat(read(Pages.counted(true, 2, 3, 1L, 2L), Pages.counted(false, 2, 3, 3L)))
                .hasSize(2);
        assertThatExceptionOfType(PageRejectedException.class)
                .isThrownBy(() -> read(Pages.counted(true, 2, 4, 1L, 2L), Pages.counted(false, 2, 4, 3L)))
                .withMessageContaining("BI-JST-80 The pages of /open/x/query held 3 rows and counted 4");
        assertThatExceptionOfType(PageRejectedException.class)
                .as("one row came between two pages")
                .isThrownBy(() -> read(Pages.counted(true, 2, 3, 1L, 2L), Pages.counted(false, 2, 4, 3L)));
    }

    @Test
    void anEmptyPageThatSaysThatMoreFollowsEndsTheReading() {
        assertThatExceptionOfType(PageRejectedException.class)
                .isThrownBy(() -> read(Pages.more(1L), Pages.more()))
                .withMessageContaining("BI-JST-21");
    }

    private static List<Page> read(Page... pages) throws Exception {
        return WholeReading.of("/open/x/query", number -> pages[number - 1]);
    }
}

package io.bisync.proof.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishedRowsTests {

    private static final PublishedRows UNDISTURBED = new PublishedRows(Map.of("order 1", 1, "order 2", 2));

    @Test
    void theSameRowsAsOftenAreNeitherMissingNorDoubled() {
        assertThat(UNDISTURBED.missing(UNDISTURBED)).isEmpty();
        assertThat(UNDISTURBED.doubled(UNDISTURBED)).isEmpty();
    }

    /** A window that ended just now has its first page asked twice, and not ten minutes later. */
    @Test
    void whatCameLessOftenIsNotMissing() {
        assertThat(new PublishedRows(Map.of("order 1", 1, "order 2", 1)).missing(UNDISTURBED))
                .isEmpty();
    }

    @Test
    void whatNeverCameIsMissingAndWhatCameMoreOftenIsDoubled() {
        var published = new PublishedRows(Map.of("order 1", 2, "order 3", 1));

        assertThat(published.missing(UNDISTURBED)).containsExactly("Not published: order 2");
        assertThat(published.doubled(UNDISTURBED))
                .containsExactlyInAnyOrder("Published 2 times: order 1", "Published 1 times: order 3");
    }
}

package io.bisync.jushuitan.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.jushuitan.openapi.EntitySlice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of two contents of one version the one that was read later must be published later. */
class PageOrderTests {

    private static final EntitySlice ROW = new EntitySlice(0, 0, "1", 5L, null);

    private final PageOrder pageOrder = new PageOrder();
    private final List<String> published = new ArrayList<>();

    @Test
    void aPageIsAskedForAgainWhenTheOtherThreadPublishedSince() {
        long live = pageOrder.asks();
        long rescan = pageOrder.asks();

        assertThat(publish(rescan, "read second")).isTrue();
        assertThat(publish(live, "read first")).isFalse();
        assertThat(publish(pageOrder.asks(), "read again")).isTrue();
        assertThat(published).containsExactly("read second", "read again");
    }

    @Test
    void pagesOfWhichNothingIsPublishedKeepNobodyWaiting() {
        long live = pageOrder.asks();

        assertThat(pageOrder.publish(pageOrder.asks(), List::of)).isEmpty();
        assertThat(publish(live, "read first")).isTrue();
    }

    private boolean publish(long asked, String what) {
        return pageOrder.publish(asked, () -> {
                    published.add(what);
                    return List.of(ROW);
                })
                != null;
    }
}

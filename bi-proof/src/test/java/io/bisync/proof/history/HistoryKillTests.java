package io.bisync.proof.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.proof.history.AskedPages.Page;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryKillTests {

    private static final Map<Page, Integer> ALL = Map.of(
            page("2026-11-10 00:00:00", 1), 1,
            page("2026-11-10 00:00:00", 2), 1,
            page("2026-11-17 00:00:00", 1), 1,
            page("2026-11-24 00:00:00", 1), 1);

    @Test
    void everyPageOfEveryWindowOnceIsWhatAHistoryAsksFor() {
        assertThat(HistoryKill.wrong(new AskedPages(ALL))).isEmpty();
    }

    @Test
    void aPageThatIsAskedForTwiceOrNotAtAllIsNamedAndSoIsAWindowTooFew() {
        var asked = new HashMap<>(ALL);
        asked.put(page("2026-11-17 00:00:00", 1), 2);
        asked.remove(page("2026-11-10 00:00:00", 1));
        asked.remove(page("2026-11-24 00:00:00", 1));

        assertThat(HistoryKill.wrong(new AskedPages(asked)))
                .containsExactlyInAnyOrder(
                        page("2026-11-17 00:00:00", 1) + " was asked for 2 times",
                        "Page 1 of 2026-11-10 00:00:00 was not asked for",
                        "2 windows were asked for instead of 3");
    }

    private static Page page(String from, int index) {
        return new Page("/orders", 11_053_062L, from, index);
    }
}

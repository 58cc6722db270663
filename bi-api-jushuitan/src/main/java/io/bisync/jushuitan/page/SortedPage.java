package io.bisync.jushuitan.page;

import io.bisync.jushuitan.openapi.EntitySlice;
import io.bisync.jushuitan.openapi.Page;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a page by whether their versions can be believed.
 *
 * @param believed the page without the others
 * @param doubted rows whose version cannot be believed
 * @param beginning the smallest of their versions where the whole page agrees that versions begin anew there; else null
 */
public record SortedPage(
        Page believed, List<EntitySlice> doubted, @Nullable Long beginning) {

    public static SortedPage of(Page page, Belief belief) {
        List<EntitySlice> believed = new ArrayList<>(page.entities().size());
        List<EntitySlice> doubted = new ArrayList<>();
        page.entities().forEach(row -> (belief.holds(row) ? believed : doubted).add(row));
        return doubted.isEmpty()
                ? new SortedPage(page, doubted, null)
                : new SortedPage(page.with(believed), doubted, beginning(believed, doubted, belief));
    }

    /** One row alone proves nothing, and one that is as before proves the others wrong. */
    private static @Nullable Long beginning(List<EntitySlice> believed, List<EntitySlice> doubted, Belief belief) {
        if (doubted.size() < 2 || believed.stream().anyMatch(row -> row.ts() != null)) {
            return null;
        }
        long smallest = Long.MAX_VALUE;
        long largest = Long.MIN_VALUE;
        for (EntitySlice row : doubted) {
            Long ts = row.ts();
            if (ts != null) {
                smallest = Math.min(smallest, ts);
                largest = Math.max(largest, ts);
            }
        }
        return smallest >= 0 && largest <= Belief.LARGEST && belief.areNear(smallest, largest) ? smallest : null;
    }
}

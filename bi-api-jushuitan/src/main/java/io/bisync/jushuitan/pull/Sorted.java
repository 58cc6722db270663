package io.bisync.jushuitan.pull;

import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.openapi.Slice;
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
record Sorted(Page believed, List<Slice> doubted, @Nullable Long beginning) {

    static Sorted of(Page page, Belief belief) {
        List<Slice> believed = new ArrayList<>(page.entities().size());
        List<Slice> doubted = new ArrayList<>();
        page.entities().forEach(row -> (belief.holds(row) ? believed : doubted).add(row));
        return doubted.isEmpty()
                ? new Sorted(page, doubted, null)
                : new Sorted(page.with(believed), doubted, beginning(believed, doubted, belief));
    }

    /** One row alone proves nothing, and one that is as before proves the others wrong. */
    private static @Nullable Long beginning(List<Slice> believed, List<Slice> doubted, Belief belief) {
        if (doubted.size() < 2 || believed.stream().anyMatch(row -> row.ts() != null)) {
            return null;
        }
        long smallest = Long.MAX_VALUE;
        long largest = Long.MIN_VALUE;
        for (Slice row : doubted) {
            Long ts = row.ts();
            if (ts != null) {
                smallest = Math.min(smallest, ts);
                largest = Math.max(largest, ts);
            }
        }
        return smallest >= 0 && largest <= Belief.LARGEST && belief.areNear(smallest, largest) ? smallest : null;
    }
}

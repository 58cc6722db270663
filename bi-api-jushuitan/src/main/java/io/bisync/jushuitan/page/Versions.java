package io.bisync.jushuitan.page;

import io.bisync.jushuitan.openapi.EntitySlice;
import io.bisync.jushuitan.openapi.Page;
import java.util.OptionalLong;

/**
 * What the row versions of one page say.
 *
 * @param smallest empty where the page is empty
 * @param largest empty where the page is empty
 * @param ascending whether every version is above the one before, and there are at least two
 */
public record Versions(OptionalLong smallest, OptionalLong largest, boolean ascending) {

    public static Versions of(Page page) throws PageRejectedException {
        if (page.entities().isEmpty()) {
            if (page.hasNext()) {
                throw PageRejectedException.emptyWithMore();
            }
            return new Versions(OptionalLong.empty(), OptionalLong.empty(), false);
        }
        long smallest = Long.MAX_VALUE;
        long largest = Long.MIN_VALUE;
        long previous = Long.MIN_VALUE;
        int count = 0;
        boolean ascending = true;
        for (EntitySlice entity : page.entities()) {
            Long ts = entity.ts();
            if (ts != null && ts >= 0 && ts <= Belief.LARGEST) {
                count++;
                ascending &= ts > previous;
                previous = ts;
                smallest = Math.min(smallest, ts);
                largest = Math.max(largest, ts);
            }
        }
        if (count == 0) {
            throw PageRejectedException.noVersions(page.entities().size());
        }
        return new Versions(OptionalLong.of(smallest), OptionalLong.of(largest), ascending && count > 1);
    }
}

package io.bisync.jushuitan.page;

import io.bisync.jushuitan.openapi.EntitySlice;
import io.bisync.jushuitan.openapi.Page;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages as tests need them. */
public final class Pages {

    private Pages() {}

    public static Page last(@Nullable Long... versions) {
        return page(false, versions);
    }

    public static Page more(@Nullable Long... versions) {
        return page(true, versions);
    }

    public static Page counted(boolean hasNext, int pages, long total, @Nullable Long... versions) {
        return new Page(new byte[0], slices(versions), hasNext, pages, total);
    }

    private static Page page(boolean hasNext, @Nullable Long... versions) {
        return new Page(new byte[0], slices(versions), hasNext, null, null);
    }

    private static List<EntitySlice> slices(@Nullable Long... versions) {
        return Arrays.stream(versions)
                .map(ts -> new EntitySlice(0, 0, "1", ts, null))
                .toList();
    }
}

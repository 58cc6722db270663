package io.bisync.jushuitan.page;

import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.jushuitan.openapi.EntitySlice;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.time.ShanghaiTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a page under the time of their last change as their version, as tables read it from the body. Rows that do not
 * say when they changed have the time at which they were asked for: what is read later is newer.
 */
public final class ModifiedRows {

    /** No clock of an ERP that is asked within seconds is so far ahead. */
    private static final Duration SLACK = Duration.ofHours(1);

    private ModifiedRows() {}

    /**
     * A time that is still to come is not believed: the newest wins, so nothing would replace such a row until then.
     * A row whose time cannot be read has no version; it is rejected where it is loaded.
     */
    public static SortedPage of(Endpoint endpoint, Page page, Instant now) throws PageRejectedException {
        if (page.entities().isEmpty() && page.hasNext()) {
            throw PageRejectedException.emptyWithMore();
        }
        if (endpoint.timeField() == null) {
            long version = page.asked().toEpochMilli();
            return new SortedPage(
                    page.with(page.entities().stream()
                            .map(row -> row.under(version))
                            .toList()),
                    List.of(),
                    null);
        }
        List<EntitySlice> believed = new ArrayList<>(page.entities().size());
        List<EntitySlice> doubted = new ArrayList<>();
        for (EntitySlice row : page.entities()) {
            Instant modified = ShanghaiTime.read(row.modified());
            Long version = modified == null || modified.isBefore(Instant.EPOCH) ? null : modified.toEpochMilli();
            (version == null || version <= highest(now) ? believed : doubted).add(row.under(version));
        }
        return new SortedPage(page.with(believed), doubted, null);
    }

    /** The largest version that any row can have by now. */
    public static long highest(Instant now) {
        return now.plus(SLACK).toEpochMilli();
    }
}

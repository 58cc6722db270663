package io.bisync.jushuitan.increment;

import io.bisync.account.Account;
import io.bisync.account.Cursor;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.lease.CursorHold;
import io.bisync.jushuitan.openapi.EntitySlice;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.page.LivePosition;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.jushuitan.page.PageRejectedException;
import io.bisync.jushuitan.page.PublishedRows;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds rows that the cursor has passed and that nobody published in their version; that names their content. */
public final class RowVersionRereading implements Rereading {

    private final Account account;
    private final PulledEntity pulled;
    private final CursorHold hold;
    private final PagePublisher publisher;
    private final PublishedRows publishedRows;
    private final VersionsAnew versionsAnew;
    private long next;

    public RowVersionRereading(
            Account account,
            PulledEntity pulled,
            CursorHold hold,
            PagePublisher publisher,
            PublishedRows publishedRows,
            VersionsAnew versionsAnew) {
        this.account = account;
        this.pulled = pulled;
        this.hold = hold;
        this.publisher = publisher;
        this.publishedRows = publishedRows;
        this.versionsAnew = versionsAnew;
    }

    @Override
    public @Nullable Instant end(Instant now) {
        return hold.cursor() == null ? null : now;
    }

    @Override
    public void asks() throws PageRejectedException {
        Cursor cursor = hold.cursor();
        next = cursor == null ? 0 : LivePosition.of(cursor).next();
    }

    @Override
    public List<EntitySlice> publishMissing(Page page) {
        List<EntitySlice> passed =
                page.entities().stream().filter(this::isPassed).toList();
        List<EntitySlice> missing = publisher.publishUnknown(account, pulled, page.with(passed), publishedRows);
        versionsAnew.found(missing);
        return missing;
    }

    @Override
    public void under(long fence) {
        publishedRows.under(fence);
    }

    private boolean isPassed(EntitySlice row) {
        Long ts = row.ts();
        return row.id() != null && ts != null && ts >= 0 && ts < next;
    }
}

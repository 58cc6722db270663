package io.bisync.jushuitan.increment;

import io.bisync.account.Account;
import io.bisync.account.Cursor;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.lease.CursorHold;
import io.bisync.jushuitan.openapi.EntitySlice;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.page.ModifiedRows;
import io.bisync.jushuitan.page.PageOrder;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.jushuitan.page.PageRejectedException;
import io.bisync.jushuitan.page.PublishedRows;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds rows that nobody published with this content, below the time until which the live pull has read. */
public final class ModifiedRereading implements Rereading {

    private final Account account;
    private final PulledEntity pulled;
    private final CursorHold hold;
    private final PagePublisher publisher;
    private final PublishedRows publishedRows;
    private final PageOrder pageOrder;
    private final InstantSource clock;
    private long asked;

    public ModifiedRereading(
            Account account,
            PulledEntity pulled,
            CursorHold hold,
            PagePublisher publisher,
            PublishedRows publishedRows,
            PageOrder pageOrder,
            InstantSource clock) {
        this.account = account;
        this.pulled = pulled;
        this.hold = hold;
        this.publisher = publisher;
        this.publishedRows = publishedRows;
        this.pageOrder = pageOrder;
        this.clock = clock;
    }

    @Override
    public @Nullable Instant end(Instant now) throws PageRejectedException {
        Cursor cursor = hold.cursor();
        return cursor == null ? null : ModifiedPosition.of(cursor, now).until();
    }

    @Override
    public void asks() {
        asked = pageOrder.asks();
    }

    @Override
    public @Nullable List<EntitySlice> publishMissing(Page page) throws PageRejectedException {
        Page believed =
                ModifiedRows.of(pulled.endpoint(), page, clock.instant()).believed();
        return pageOrder.publish(asked, () -> publisher.publishUnknown(account, pulled, believed, publishedRows));
    }

    @Override
    public void under(long fence) {
        publishedRows.under(fence);
    }
}

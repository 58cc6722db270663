package io.bisync.cron.history;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.support.AbstractItemCountingItemStreamItemReader;

/** Hands out windows in order; Spring Batch keeps the count, so a restarted job continues behind the last finished one. */
final class WindowReader extends AbstractItemCountingItemStreamItemReader<Window> {

    private final List<Window> windows;

    WindowReader(List<Window> windows) {
        this.windows = windows;
        setName("windows");
    }

    @Override
    protected @Nullable Window doRead() {
        int next = getCurrentItemCount() - 1;
        return next < windows.size() ? windows.get(next) : null;
    }

    @Override
    protected void jumpToItem(int itemIndex) {
        // The position is the item count itself.
    }

    @Override
    protected void doOpen() {}

    @Override
    protected void doClose() {}
}

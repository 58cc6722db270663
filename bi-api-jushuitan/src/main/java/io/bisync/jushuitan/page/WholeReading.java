package io.bisync.jushuitan.page;

import io.bisync.account.Account;
import io.bisync.account.Priority;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.openapi.PageQuery;
import java.util.ArrayList;
import java.util.List;

/** Reads all pages of what can only be read as a whole: either all of them came, as many as the ERP counted, or none count. */
public final class WholeReading {

    private static final int MOST_PAGES = 10_000;

    /** Asks for a page by its number. */
    @FunctionalInterface
    interface Asking {
        Page page(int number) throws InterruptedException, CallFailedException;
    }

    private WholeReading() {}

    public static List<Page> of(
            Account account, Priority priority, Endpoint endpoint, RateLimitedClient calls, CallContext callContext)
            throws InterruptedException, CallFailedException, PageRejectedException {
        return of(
                endpoint.path(),
                number -> calls.page(account, priority, endpoint, new PageQuery.Whole(number), callContext));
    }

    static List<Page> of(String path, Asking asking)
            throws InterruptedException, CallFailedException, PageRejectedException {
        List<Page> pages = new ArrayList<>();
        int rows = 0;
        do {
            if (pages.size() == MOST_PAGES) {
                throw PageRejectedException.endless(MOST_PAGES);
            }
            Page page = asking.page(pages.size() + 1);
            if (page.entities().isEmpty() && page.hasNext()) {
                throw PageRejectedException.emptyWithMore();
            }
            pages.add(page);
            rows += page.entities().size();
        } while (pages.getLast().hasNext());
        for (Page page : pages) {
            Long total = page.total();
            if (total != null && total != rows) {
                throw PageRejectedException.miscounted(path, rows, total);
            }
        }
        return pages;
    }
}

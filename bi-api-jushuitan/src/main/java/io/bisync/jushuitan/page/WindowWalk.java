package io.bisync.jushuitan.page;

import io.bisync.jushuitan.openapi.Page;
import org.jspecify.annotations.Nullable;

/**
 * The order in which the pages of a time window are read so that no row slips between two of them.
 * A row that changes leaves a closed window, and the rows behind it move towards the first page; reading from the last
 * page to the first meets every row at least once. Where the ERP does not count pages they are read forwards to find
 * the last one, then backwards.
 */
public final class WindowWalk {

    private static final int MOST_PAGES = 10_000;

    private final boolean closed;
    private int page = 1;
    private boolean backwards;
    private boolean done;
    private int last;
    private @Nullable Long total;

    private WindowWalk(boolean closed) {
        this.closed = closed;
    }

    /** A window that ended a while ago: rows only leave it, so an unchanged count means that nothing moved. */
    public static WindowWalk closed() {
        return new WindowWalk(true);
    }

    /** A window that ends now: rows may still enter it. */
    public static WindowWalk open() {
        return new WindowWalk(false);
    }

    public boolean isDone() {
        return done;
    }

    /** The number of the page to ask for. */
    public int page() {
        return page;
    }

    /** Takes what was asked for, once it is published. */
    public void read(Page answer) throws PageRejectedException {
        if (page > MOST_PAGES) {
            throw PageRejectedException.endless(MOST_PAGES);
        }
        if (!backwards) {
            forwards(answer);
        } else if (page == last && answer.hasNext()) {
            // Rows have entered: the last page is further on than it was counted.
            last++;
            page++;
        } else if (page == 1 || (page == 2 && closed && total != null && total.equals(answer.total()))) {
            done = true;
        } else {
            page--;
        }
    }

    private void forwards(Page answer) {
        Integer pages = answer.pages();
        if (page == 1 && pages != null && pages > 1 && answer.hasNext()) {
            total = answer.total();
            last = pages;
            page = pages;
            backwards = true;
        } else if (answer.hasNext()) {
            page++;
        } else if (page == 1) {
            done = true;
        } else {
            backwards = true;
            last = page;
            page--;
        }
    }
}

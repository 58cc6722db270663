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

    /**
     * Where a walk stands; whoever goes on from it asks for the same pages as if nobody had stopped. It may be much later:
     * meanwhile rows only move towards the pages that are still to come.
     *
     * @param closed whether the window had ended a while before the walk began
     * @param page to ask for
     * @param backwards whether the last page was found
     * @param last its number; 0 before
     * @param total rows that page 1 counted; null where it did not, or was the last one
     */
    public record State(
            boolean closed,
            int page,
            boolean backwards,
            int last,
            @Nullable Long total) {

        public State {
            if (page < 1 || last < 0 || (backwards && page > last)) {
                throw new IllegalArgumentException("No walk stands at page %d of %d".formatted(page, last));
            }
        }
    }

    /** A walk that goes on from there. */
    public static WindowWalk from(State state) {
        WindowWalk walk = new WindowWalk(state.closed());
        walk.page = state.page();
        walk.backwards = state.backwards();
        walk.last = state.last();
        walk.total = state.total();
        return walk;
    }

    /** Where it stands, while it is not done. */
    public State state() {
        return new State(closed, page, backwards, last, total);
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

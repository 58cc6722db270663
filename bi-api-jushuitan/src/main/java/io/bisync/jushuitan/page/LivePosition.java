package io.bisync.jushuitan.page;

import io.bisync.account.Cursor;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.openapi.PageQuery;

/**
 * Where a live pull stands and what the next page means for it.
 * A page that ascends in {@code ts} lets the cursor follow it. Otherwise all pages are read by their number before the
 * cursor moves; rows that change meanwhile get a higher {@code ts} and may be missed, so several such pages are read
 * twice, and the cursor moves to what the first reading had reached: everything up to there was seen by the second.
 *
 * @param next the row version to ask from: everything below it is published
 * @param page the page to ask for, 1 where pages ascend
 * @param highest the highest row version of the pages since page 1; -1 before the first
 * @param firstReading the highest row version of a first reading; -1 while there was none
 */
public record LivePosition(long next, int page, long highest, long firstReading) {

    public static LivePosition at(long next) {
        return new LivePosition(next, 1, -1, -1);
    }

    /** Where bi-basic says that the pull stands. */
    public static LivePosition of(Cursor cursor) throws PageRejectedException {
        try {
            long next = Long.parseLong(cursor.value());
            if (next >= 0 && next <= Belief.LARGEST + 1) {
                return at(next);
            }
        } catch (NumberFormatException unreadable) {
            // Said below.
        }
        throw PageRejectedException.cursor(cursor.value());
    }

    /** By the request's field that takes a row version. */
    public PageQuery query(String parameter) {
        return new PageQuery.Since(parameter, next, page);
    }

    /** Decides before the page is published; the caller goes to the new position only after that. */
    public Step after(Page answer) throws PageRejectedException {
        Versions versions = Versions.of(answer);
        long seen = Math.max(highest, versions.largest().orElse(-1));
        if (seen < next) {
            if (answer.hasNext()) {
                throw PageRejectedException.behind(next, seen);
            }
            return new Step(at(next), true);
        }
        if (page == 1 && (versions.ascending() || !answer.hasNext())) {
            return new Step(at(seen + 1), !answer.hasNext());
        }
        if (answer.hasNext()) {
            return new Step(new LivePosition(next, page + 1, seen, firstReading), false);
        }
        if (firstReading < 0) {
            return new Step(new LivePosition(next, 1, -1, seen), false);
        }
        return new Step(at(Math.max(next, firstReading + 1)), false);
    }

    /**
     * Where to go once the page is published.
     *
     * @param then the position to go on from
     * @param caughtUp whether the ERP had nothing more when it was asked
     */
    public record Step(LivePosition then, boolean caughtUp) {}
}

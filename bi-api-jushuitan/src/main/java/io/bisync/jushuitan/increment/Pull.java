package io.bisync.jushuitan.increment;

import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.page.PageRejectedException;

/**
 * One way of pulling what changed of an entity of an account, as its increment says: ask, publish, and only then move the
 * cursor. For one thread at a time.
 */
public interface Pull {

    /** An entity with a backlog lets the others of its account have their turn after so many. */
    int PAGES_AT_ONCE = 5;

    /** What an attempt came to. */
    enum Attempt {
        /** The account is, or went, into other hands before everything was read. */
        LEFT,
        /** Pages are read, and there are more, which wait until other entities had their turn. */
        MORE,
        /** Everything is read, and there was nothing new. */
        QUIET,
        /** Everything is read, and some of it was new. */
        MOVED
    }

    /** Pulls until the ERP has nothing more, or {@link #PAGES_AT_ONCE} pages and more until a place that its cursor holds. */
    Attempt catchUp(CallContext callContext) throws InterruptedException, CallFailedException, PageRejectedException;
}

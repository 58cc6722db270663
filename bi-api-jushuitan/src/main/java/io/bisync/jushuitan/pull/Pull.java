package io.bisync.jushuitan.pull;

import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.openapi.CallFailedException;

/**
 * One way of pulling what changed of an entity of an account, as its increment says: ask, publish, and only then move the
 * cursor. For one thread at a time.
 */
interface Pull {

    /** What an attempt came to. */
    enum Attempt {
        /** The account is, or went, into other hands before everything was read. */
        LEFT,
        /** Everything is read, and there was nothing new. */
        QUIET,
        /** Everything is read, and some of it was new. */
        MOVED
    }

    /** Pulls until the ERP has nothing more. */
    Attempt catchUp(CallContext callContext) throws InterruptedException, CallFailedException, PageRejectedException;
}

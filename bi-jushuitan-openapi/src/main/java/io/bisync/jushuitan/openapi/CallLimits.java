package io.bisync.jushuitan.openapi;

import io.bisync.jushuitan.openapi.ApiResult.Limit;

/**
 * Who says when a call may be made. Jushuitan allows five calls a second and a hundred a minute, or what the contract says;
 * several processes that call for one merchant need one that they share.
 */
public interface CallLimits {

    /** Waits until a call may be made; the permit is closed when the answer is there. */
    Permit await(CallContext context) throws InterruptedException;

    /** Jushuitan refused a call for this limit: nobody gets a permit for a while. */
    void passed(Limit limit);

    /** May be used for one call, at once. */
    @FunctionalInterface
    interface Permit extends AutoCloseable {

        /** For those who do not need to know when a call ended. */
        Permit PLAIN = () -> {};

        @Override
        void close();
    }
}

package io.bisync.jushuitan.increment;

import io.bisync.account.LeaseLostException;
import io.bisync.jushuitan.lease.CursorHold;
import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.page.PageRejectedException;
import io.bisync.jushuitan.page.Progress;

/** What every pull begins with: only whoever holds the account asks, and forgets what another holder may have changed. */
abstract class HeldPull implements Pull {

    final CursorHold hold;
    final Progress progress;
    private long fence = -1;

    HeldPull(CursorHold hold, Progress progress) {
        this.hold = hold;
        this.progress = progress;
    }

    @Override
    public final Attempt catchUp(CallContext callContext)
            throws InterruptedException, CallFailedException, PageRejectedException {
        if (!hold.take()) {
            progress.ended();
            return Attempt.LEFT;
        }
        if (hold.fence() != fence) {
            forget();
            fence = hold.fence();
            progress.moved();
        }
        return read(callContext);
    }

    /** Whoever had the account meanwhile has published what is not known here, or has set the cursor elsewhere. */
    abstract void forget();

    /** Reads under the lease. */
    abstract Attempt read(CallContext callContext)
            throws InterruptedException, CallFailedException, PageRejectedException;

    final void keepOrLeave() {
        if (!hold.keep()) {
            throw new LeaseLostException("BI-JST-27", "Another replica began to pull the account");
        }
    }
}

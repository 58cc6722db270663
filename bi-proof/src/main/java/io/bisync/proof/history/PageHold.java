package io.bisync.proof.history;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A page of a slice that stands between a service and the broker until somebody decides. */
final class PageHold {

    private static final int LIMIT_SECONDS = 120;

    private final long slice;
    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile boolean cut = true;

    PageHold(long slice) {
        this.slice = slice;
    }

    /** Whose page it is. */
    long slice() {
        return slice;
    }

    /** The connection ends: what is held reaches nobody. */
    void cut() {
        decided.countDown();
    }

    /** Goes on where it was. */
    void letGo() {
        cut = false;
        decided.countDown();
    }

    void await() throws IOException {
        try {
            if (!decided.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("Nobody decided what becomes of a held page");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while a page was held", interrupted);
        }
        if (cut) {
            throw new IOException("The connection of a held page is cut");
        }
    }
}

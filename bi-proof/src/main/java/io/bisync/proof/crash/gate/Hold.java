package io.bisync.proof.crash.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A load that is held between the client and the BE until somebody lets it go on, or cuts it. */
public final class Hold {

    private static final int LIMIT_SECONDS = 120;

    private final Socket client;
    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile boolean cut = true;

    Hold(Socket client) {
        this.client = client;
    }

    /** The client's side is gone at once; the BE does not know yet. */
    public void dropClient() {
        try {
            client.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The BE sees its connection end. */
    public void cut() {
        decided.countDown();
    }

    /** The load goes on where it was. */
    public void release() {
        cut = false;
        decided.countDown();
    }

    void await() throws IOException {
        try {
            if (!decided.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("Nobody decided what becomes of a held load");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while a load was held", interrupted);
        }
        if (cut) {
            throw new Gate.Cut();
        }
    }
}

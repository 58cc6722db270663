package io.bisync.jushuitan.pull;

import io.bisync.jushuitan.openapi.CallContext;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends every pause of the pulls at once when the service stops. */
public final class StopSignal implements CallContext {

    private final CountDownLatch given = new CountDownLatch(1);

    /** Ends all pauses, now and from now on. */
    public void give() {
        given.countDown();
    }

    public boolean isGiven() {
        return given.getCount() == 0;
    }

    @Override
    public void await(Duration duration) throws InterruptedException {
        if (given.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new InterruptedException("The service stops");
        }
    }
}

package io.bisync.operations;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Looks every few seconds while the service runs, so that an outage is told although nobody asks for health. */
public final class Lookout implements SmartInitializingSingleton, DisposableBean {

    private static final int EVERY_SECONDS = 5;

    private final String name;
    private final Runnable look;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Declare it as a bean.
     *
     * @param name the thread's name
     * @param look asks once and throws nothing
     */
    public Lookout(String name, Runnable look) {
        this.name = name;
        this.look = look;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Thread.ofVirtual().name(name).start(this::lookUntilStopped);
    }

    @Override
    public void destroy() {
        stopped.countDown();
    }

    private void lookUntilStopped() {
        try {
            do {
                look.run();
            } while (!stopped.await(EVERY_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.bisync.leke;

import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.StreamLoad;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Stands before the service's Stream Load and holds loads back while a test wants to. */
final class HeldLoads implements BeanPostProcessor {

    private static final int LIMIT_SECONDS = 60;

    private volatile @Nullable Hold hold;

    /** One stretch of time in which every load waits. */
    static final class Hold {

        private final CountDownLatch waiting = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        /** Returns when a load waits; false when none came in time. */
        boolean awaitLoad() throws InterruptedException {
            return waiting.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        }

        void release() {
            released.countDown();
        }

        private void pass() {
            waiting.countDown();
            try {
                if (!released.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("Nobody let the load through");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("A load in flight was interrupted", e);
            }
        }
    }

    Hold begin() {
        var begun = new Hold();
        hold = begun;
        return begun;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof StreamLoad real ? new Gate(real) : bean;
    }

    private final class Gate implements StreamLoad {

        private final StreamLoad real;

        Gate(StreamLoad real) {
            this.real = real;
        }

        @Override
        public LoadOutcome load(LoadRequest request) {
            var now = hold;
            if (now != null) {
                now.pass();
            }
            return real.load(request);
        }

        @Override
        public LabelState state(LoadLabel label) {
            return real.state(label);
        }

        @Override
        public void cancel(String table, LoadLabel label) {
            real.cancel(table, label);
        }
    }
}

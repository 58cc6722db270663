package io.bisync.proof.pull;

import io.bisync.account.Account;
import io.bisync.account.ControlPlane;
import io.bisync.account.Priority;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.Call;
import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.openapi.PageQuery;
import io.bisync.jushuitan.pull.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Asks for windows of the past of every account, two at a time, as long as it is let: the pages are thrown away. */
final class HistoryLoad {

    private static final int AT_ONCE = 2;
    private static final PulledEntity ENTITY = PaceClass.ORDERS.pulled().getFirst();

    private final ControlPlane controlPlane;
    private final RateLimitedClient calls;
    private final AtomicLong questions = new AtomicLong();

    HistoryLoad(ControlPlane controlPlane, RateLimitedClient calls) {
        this.controlPlane = controlPlane;
        this.calls = calls;
    }

    long questions() {
        return questions.get();
    }

    /** Goes on until it is closed. */
    Running begin() {
        List<Thread> threads = new ArrayList<>();
        for (Account account : controlPlane.accounts("jushuitan")) {
            for (int i = 0; i < AT_ONCE; i++) {
                threads.add(Thread.startVirtualThread(() -> load(account)));
            }
        }
        return () -> threads.forEach(Thread::interrupt);
    }

    private void load(Account account) {
        Instant to = InstantSource.system().instant().minus(Duration.ofDays(30));
        var query = new PageQuery.Modified(to.minus(Duration.ofDays(7)), to, 1);
        try {
            while (!Thread.currentThread().isInterrupted()) {
                calls.page(account, Priority.HISTORY, ENTITY.endpoint(), query, new Counted());
            }
        } catch (InterruptedException ended) {
            // The stretch is over.
        } catch (CallFailedException failed) {
            throw new IllegalStateException("The history load of account " + account.id() + " failed", failed);
        }
    }

    /** What is to be closed. */
    interface Running extends AutoCloseable {

        @Override
        void close();
    }

    private final class Counted implements CallContext {

        private final StopSignal pauses = new StopSignal();

        @Override
        public void await(Duration duration) throws InterruptedException {
            pauses.await(duration);
        }

        @Override
        public void called(Call call) {
            questions.incrementAndGet();
        }
    }
}

package io.bisync.run.work;

import io.bisync.run.Slice;
import io.bisync.run.SliceProgress;
import io.bisync.run.SliceReport;
import io.bisync.run.SliceState;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A slice that this process has: one thread works on it, another one tells how far it is. */
final class HeldSlice {

    private static final int LONGEST_DETAIL = 500;

    private final Slice slice;
    private final BooleanSupplier isLeaseOver;
    private final CountDownLatch left = new CountDownLatch(1);
    private SliceState state;
    private SliceProgress progress;
    private @Nullable String code;
    private @Nullable String detail;
    private @Nullable Duration pause;

    /** @param isLeaseOver whether somebody else may have it by now */
    HeldSlice(Slice slice, BooleanSupplier isLeaseOver) {
        this.slice = slice;
        this.isLeaseOver = isLeaseOver;
        state = slice.state();
        progress = slice.progress();
    }

    Slice slice() {
        return slice;
    }

    /** At the end of its page somebody else goes on with it, or nobody does. */
    void leave() {
        left.countDown();
    }

    void requireHeld() {
        if (left.getCount() == 0 || isLeaseOver.getAsBoolean()) {
            throw new SliceLeftException();
        }
    }

    void await(Duration duration) throws InterruptedException {
        requireHeld();
        if (left.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new SliceLeftException();
        }
    }

    synchronized SliceState state() {
        return state;
    }

    synchronized SliceProgress progress() {
        return progress;
    }

    synchronized void isAt(SliceProgress published) {
        progress = published;
    }

    synchronized void sent() {
        state = SliceState.SENT;
    }

    synchronized void complete() {
        state = SliceState.COMPLETE;
    }

    /** Others may go on with it. */
    synchronized void givenBack() {
        state = SliceState.WAITING;
    }

    /** Others may go on with it after a pause. */
    synchronized void rests(String reasonCode, String reason, Duration until) {
        state = SliceState.WAITING;
        code = reasonCode;
        detail = shortened(reason);
        pause = until;
    }

    synchronized void failed(String reasonCode, String reason) {
        state = SliceState.FAILED;
        code = reasonCode;
        detail = shortened(reason);
    }

    /** Kafka has nothing of it any more. */
    synchronized void beginsAnew() {
        state = SliceState.RUNNING;
        progress = SliceProgress.NONE;
    }

    synchronized SliceReport report() {
        return new SliceReport(slice.id(), slice.fence(), state, progress, code, detail, pause);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL - 1) + "…";
    }
}

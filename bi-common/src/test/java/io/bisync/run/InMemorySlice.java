package io.bisync.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A slice in the ledger in memory. */
final class InMemorySlice {

    final long id;
    final long run;
    final SliceKind kind;
    final String source;
    final String entity;
    final @Nullable Window window;
    final @Nullable Stretch stretch;
    SliceState state = SliceState.WAITING;
    SliceProgress progress = SliceProgress.NONE;
    long fence;

    @Nullable String code;

    @Nullable String detail;

    Instant until = Instant.EPOCH;
    private int begun;
    private @Nullable String holder;

    InMemorySlice(
            long id,
            long run,
            SliceKind kind,
            String source,
            String entity,
            @Nullable Window window,
            @Nullable Stretch stretch) {
        this.id = id;
        this.run = run;
        this.kind = kind;
        this.source = source;
        this.entity = entity;
        this.window = window;
        this.stretch = stretch;
    }

    /** Of the same entity of an account, or of the same partition. */
    boolean isOfTheKindOf(InMemorySlice other) {
        return part().equals(other.part());
    }

    private String part() {
        return stretch == null ? account() + "/" + entity : stretch.topic() + "-" + stretch.partition();
    }

    /** What takes turns: all stretches together are like one account. */
    String account() {
        return window == null ? "" : window.account().id();
    }

    /** Where it begins, of a window in milliseconds. */
    long from() {
        return window == null
                ? Objects.requireNonNull(stretch).from()
                : window.from().toEpochMilli();
    }

    boolean isHeldBy(@Nullable String one) {
        return holder != null && holder.equals(one) && isOpen();
    }

    /** Whether a process has it, or has to have it. */
    boolean isOpen() {
        return state == SliceState.RUNNING || state == SliceState.SENT;
    }

    boolean isEnded() {
        return !isOpen() && state != SliceState.WAITING;
    }

    @Nullable String holder() {
        return holder;
    }

    Slice begunBy(String one) {
        state = SliceState.RUNNING;
        begun++;
        return watchedBy(one);
    }

    Slice watchedBy(String one) {
        holder = one;
        fence++;
        code = null;
        detail = null;
        return slice();
    }

    void take(SliceReport told, Instant now) {
        progress = told.progress();
        code = told.code();
        detail = told.detail();
        var pause = told.pause();
        until = pause == null ? Instant.EPOCH : now.plus(pause);
        if (told.state() == SliceState.WAITING) {
            holder = null;
        }
        // Of what is sent only the watching is given back.
        if (told.state() != SliceState.WAITING || state != SliceState.SENT) {
            state = told.state();
        }
    }

    Slice slice() {
        return new Slice(id, run, kind, fence, entity, window, stretch, state, Math.max(0, begun - 1), progress);
    }

    SliceReport report(Instant now) {
        var left = Duration.between(now, until);
        return new SliceReport(id, Math.max(1, fence), state, progress, code, detail, left.isPositive() ? left : null);
    }
}

package io.bisync.run;

import io.bisync.account.Account;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A slice in the ledger in memory. */
final class InMemorySlice {

    final long id;
    final long run;
    final Account account;
    final String entity;
    final Instant from;
    private final Instant to;
    SliceState state = SliceState.WAITING;
    SliceProgress progress = SliceProgress.NONE;
    long fence;

    @Nullable String code;

    @Nullable String detail;

    Instant until = Instant.EPOCH;
    private int begun;
    private @Nullable String holder;

    InMemorySlice(long id, long run, Account account, String entity, Instant from, Instant to) {
        this.id = id;
        this.run = run;
        this.account = account;
        this.entity = entity;
        this.from = from;
        this.to = to;
    }

    boolean isOfTheKindOf(InMemorySlice other) {
        return account.id().equals(other.account.id()) && entity.equals(other.entity);
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
        return new Slice(
                id, run, RunKind.HISTORY, fence, account, entity, from, to, state, Math.max(0, begun - 1), progress);
    }

    SliceReport report(Instant now) {
        var left = Duration.between(now, until);
        return new SliceReport(id, Math.max(1, fence), state, progress, code, detail, left.isPositive() ? left : null);
    }
}

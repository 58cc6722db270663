package io.bisync.jushuitan.verify;

import io.bisync.account.Priority;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.Call;
import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.openapi.PageQuery;
import io.bisync.run.Finding;
import io.bisync.run.Finding.Sort;
import io.bisync.run.Window;
import io.bisync.run.work.PageSink;
import io.bisync.run.work.SliceStoppedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts one window. What differs is halved until a page holds it. */
final class Count implements CallContext {

    /** What differs every time is no delay. */
    private static final int ROUNDS = 3;

    private static final int MOST_FINDINGS = 200;

    /** The ERP's number, and StarRocks'. */
    private record Numbers(long theirs, long ours) {}

    private final RateLimitedClient calls;
    private final Settling settling;
    private final InstantSource clock;
    private final Window window;
    private final LoadedWindow rows;
    private final PageSink sink;
    private final List<Finding> found = new ArrayList<>();
    private int called;

    Count(
            RateLimitedClient calls,
            Settling settling,
            InstantSource clock,
            Window window,
            LoadedWindow rows,
            PageSink sink) {
        this.calls = calls;
        this.settling = settling;
        this.clock = clock;
        this.window = window;
        this.rows = rows;
        this.sink = sink;
    }

    /** @param scopes the entity within each warehouse or shop, or as a whole */
    void run(Set<PulledEntity> scopes) throws CallFailedException, SliceStoppedException, InterruptedException {
        long all = count(scopes, window.from(), window.to());
        if (found.isEmpty() && all > 0) {
            found.add(new Finding(Sort.SAME, window.from(), window.to(), all, null));
        }
        sink.tell(all, null, all, called, found);
    }

    /** Returns how many rows the ERP has there. */
    private long count(Set<PulledEntity> scopes, Instant from, Instant to)
            throws CallFailedException, SliceStoppedException, InterruptedException {
        var numbers = settled(scopes, from, to);
        if (numbers == null) {
            found.add(new Finding(Sort.UNKNOWN, from, to, 0, "The ERP does not say how many rows there are"));
            return 0;
        }
        var most = Math.max(numbers.theirs(), numbers.ours());
        var seconds = Duration.between(from, to).toSeconds();
        if (numbers.theirs() == numbers.ours()) {
            return numbers.theirs();
        }
        var page = scopes.iterator().next().endpoint().pageSize();
        if (most <= page || seconds <= 1 || found.size() >= MOST_FINDINGS) {
            found.add(new Finding(
                    numbers.theirs() > numbers.ours() ? Sort.MISSING : Sort.LEFT_OVER,
                    from,
                    to,
                    Math.abs(numbers.theirs() - numbers.ours()),
                    "The ERP has %d, StarRocks %d".formatted(numbers.theirs(), numbers.ours())));
        } else {
            var middle = from.plusSeconds(seconds / 2);
            count(scopes, from, middle);
            count(scopes, middle, to);
        }
        return numbers.theirs();
    }

    private @Nullable Numbers settled(Set<PulledEntity> scopes, Instant from, Instant to)
            throws CallFailedException, SliceStoppedException, InterruptedException {
        for (int round = 1; ; round++) {
            var asked = clock.instant();
            var theirs = theirs(scopes, from, to);
            if (theirs < 0) {
                return null;
            }
            var numbers = new Numbers(theirs, rows.rows(from, to));
            if (numbers.theirs() == numbers.ours() || round == ROUNDS) {
                return numbers;
            }
            settling.await(window.account(), scopes, asked, sink);
            if (rows.rows(from, to) == theirs) {
                return new Numbers(theirs, theirs);
            }
        }
    }

    /** How many rows the ERP has; -1 where it does not say it. */
    private long theirs(Set<PulledEntity> scopes, Instant from, Instant to)
            throws CallFailedException, InterruptedException {
        long all = 0;
        for (var scoped : scopes) {
            var query = new PageQuery.Modified(from, LoadedWindow.last(to), 1);
            var total = calls.page(window.account(), Priority.HISTORY, scoped.endpoint(), query, this)
                    .total();
            if (total == null) {
                return -1;
            }
            all += total;
        }
        return all;
    }

    @Override
    public void await(Duration duration) throws InterruptedException {
        sink.await(duration);
    }

    @Override
    public void called(Call call) {
        called++;
    }
}

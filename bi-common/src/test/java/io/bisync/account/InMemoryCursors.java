package io.bisync.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cursors and their leases. */
final class InMemoryCursors {

    private record Key(String account, String entity) {}

    private record Held(String holder, long fence, Instant until) {}

    private final InstantSource clock;
    private final Map<Key, Held> leases = new HashMap<>();
    private final Map<Key, Cursor> cursors = new HashMap<>();

    InMemoryCursors(InstantSource clock) {
        this.clock = clock;
    }

    Optional<CursorLease> lease(String account, String entity, String holder, Duration ttl) {
        var key = new Key(account, entity);
        var held = leases.get(key);
        boolean running = held != null && held.until().isAfter(clock.instant());
        if (held != null && running && !held.holder().equals(holder)) {
            return Optional.empty();
        }
        long fence = held == null ? 1 : running ? held.fence() : held.fence() + 1;
        var until = clock.instant().plus(ttl);
        leases.put(key, new Held(holder, fence, until));
        return Optional.of(new CursorLease(account, entity, holder, fence, until, cursors.get(key)));
    }

    void release(CursorLease lease) {
        leases.computeIfPresent(
                new Key(lease.account(), lease.entity()),
                (_, held) -> held.fence() == lease.fence() ? new Held("", held.fence(), Instant.EPOCH) : held);
    }

    Optional<Cursor> cursor(String account, String entity) {
        return Optional.ofNullable(cursors.get(new Key(account, entity)));
    }

    /** An administrator's word: also back, and from whoever holds it. */
    void set(String account, String entity, Cursor to) {
        var key = new Key(account, entity);
        cursors.put(key, to);
        leases.compute(key, (_, held) -> new Held("", held == null ? 1 : held.fence() + 1, Instant.EPOCH));
    }

    void move(CursorLease lease, Cursor to) {
        var key = new Key(lease.account(), lease.entity());
        @Nullable Held held = leases.get(key);
        if (held == null || held.fence() != lease.fence()) {
            throw new LeaseLostException("BI-BASIC-05", "The cursor lease has fence " + lease.fence() + " no more");
        }
        var from = cursors.get(key);
        if (from != null && to.isBehind(from)) {
            throw new ControlPlaneRefusedException("BI-BASIC-06", "The cursor is at " + from.value());
        }
        cursors.put(key, from == null ? to : to.after(from));
    }
}

package io.bisync.account;

import io.bisync.account.Leases.Lease;
import io.bisync.account.Leases.RefusedMove;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Cursors, and who holds the accounts that they belong to. */
final class InMemoryLeases {

    private record Held(@Nullable String holder, long fence) {}

    private final InstantSource clock;
    private final Map<String, Instant> holders = new HashMap<>();
    private final Map<String, Held> leases = new HashMap<>();
    private final Map<String, Map<String, Cursor>> cursors = new HashMap<>();

    InMemoryLeases(InstantSource clock) {
        this.clock = clock;
    }

    Leases renew(
            String holder,
            Duration ttl,
            List<HeldAccount> held,
            List<Account> enabled,
            Map<String, Set<String>> paused) {
        var now = clock.instant();
        holders.values().removeIf(until -> !until.isAfter(now));
        holders.put(holder, now.plus(ttl));
        var refused = new ArrayList<RefusedMove>();
        held.forEach(it -> it.moved().forEach(to -> move(it, to, refused)));
        share(holder, enabled);
        return new Leases(
                enabled.stream()
                        .filter(it -> holder.equals(holderOf(it.id())))
                        .map(it -> lease(it, held, paused.getOrDefault(it.id(), Set.of())))
                        .toList(),
                refused);
    }

    void release(String holder) {
        holders.remove(holder);
        leases.replaceAll((_, it) -> holder.equals(it.holder()) ? new Held(null, it.fence()) : it);
    }

    Optional<Cursor> cursor(String account, String entity) {
        return Optional.ofNullable(of(account).get(entity));
    }

    /** An administrator's word: also back, and the holder begins from it. */
    void set(String account, String entity, Cursor to) {
        of(account).put(entity, to);
        raiseFence(account);
    }

    /** What is held of the account counts no more; whoever holds it goes on under another fence. */
    void raiseFence(String account) {
        leases.compute(account, (_, it) -> new Held(it == null ? null : it.holder(), it == null ? 1 : it.fence() + 1));
    }

    /** Refuses whoever has not the fence that counts. */
    void require(String account, long fence) {
        if (fence(account) != fence) {
            throw new LeaseLostException("BI-BASIC-05", "another fence");
        }
    }

    void forget(String account, String entity) {
        of(account).remove(entity);
    }

    private void move(HeldAccount from, EntityCursor to, List<RefusedMove> refused) {
        var lease = leases.get(from.account());
        var cursor = of(from.account()).get(to.entity());
        if (lease == null || lease.fence() != from.fence()) {
            refused.add(new RefusedMove(from.account(), to.entity(), "BI-BASIC-05", "another fence"));
        } else if (cursor != null && to.cursor().isBehind(cursor)) {
            refused.add(new RefusedMove(from.account(), to.entity(), "BI-BASIC-06", "it would go back"));
        } else {
            of(from.account())
                    .put(to.entity(), cursor == null ? to.cursor() : to.cursor().after(cursor));
        }
    }

    /** All of one's share at once: whoever has too many gives them back. */
    private void share(String holder, List<Account> enabled) {
        int base = enabled.size() / holders.size();
        int extra = enabled.size() % holders.size();
        long above = holders.keySet().stream()
                .filter(it -> !it.equals(holder) && count(it, enabled) > base)
                .count();
        long limit = above < extra ? base + 1 : base;
        for (var account : enabled.reversed()) {
            if (count(holder, enabled) > limit && holder.equals(holderOf(account.id()))) {
                leases.put(account.id(), new Held(null, fence(account.id())));
            }
        }
        for (var account : enabled) {
            if (count(holder, enabled) < limit && holderOf(account.id()) == null) {
                leases.put(account.id(), new Held(holder, fence(account.id()) + 1));
            }
        }
    }

    private long count(String holder, List<Account> enabled) {
        return enabled.stream().filter(it -> holder.equals(holderOf(it.id()))).count();
    }

    private @Nullable String holderOf(String account) {
        var lease = leases.get(account);
        return lease == null || lease.holder() == null || !holders.containsKey(lease.holder()) ? null : lease.holder();
    }

    private long fence(String account) {
        var lease = leases.get(account);
        return lease == null ? 0 : lease.fence();
    }

    private Lease lease(Account account, List<HeldAccount> held, Set<String> paused) {
        long fence = fence(account.id());
        boolean known = held.stream().anyMatch(it -> it.account().equals(account.id()) && it.fence() == fence);
        return new Lease(account, fence, known ? List.of() : positions(account.id()), paused);
    }

    private List<EntityCursor> positions(String account) {
        return of(account).entrySet().stream()
                .map(it -> new EntityCursor(it.getKey(), it.getValue()))
                .toList();
    }

    private Map<String, Cursor> of(String account) {
        return cursors.computeIfAbsent(account, _ -> new TreeMap<>());
    }
}

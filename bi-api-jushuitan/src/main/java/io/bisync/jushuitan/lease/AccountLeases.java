package io.bisync.jushuitan.lease;

import io.bisync.account.Account;
import io.bisync.account.ControlPlane;
import io.bisync.account.Cursor;
import io.bisync.account.EntityCursor;
import io.bisync.account.HeldAccount;
import io.bisync.account.LeaseLostException;
import io.bisync.account.Leases;
import io.bisync.account.Leases.Lease;
import io.bisync.account.Leases.RefusedMove;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that bi-basic leased to this process. One request renews all of them and tells where their pulls have come, so
 * what was published since the last one is published again after a crash: a repeat, never a gap.
 */
public final class AccountLeases {

    /** The ERP whose accounts are leased. */
    public static final String SOURCE = "jushuitan";

    private final ControlPlane controlPlane;
    private final InstantSource clock;
    private final String holder;
    private final Duration ttl;
    private Map<String, Held> held = new HashMap<>();
    private Instant expiresAt = Instant.EPOCH;

    public AccountLeases(ControlPlane controlPlane, InstantSource clock, String holder, Duration ttl) {
        this.controlPlane = controlPlane;
        this.clock = clock;
        this.holder = holder;
        this.ttl = ttl;
    }

    /** Tells bi-basic what was moved and takes what it leases; returns the accounts with the moves that did not count. */
    public Leases renew() {
        List<HeldAccount> told = told();
        // Counted from before the question: bi-basic's own time for it ends later than this.
        Instant until = clock.instant().plus(ttl);
        Leases leases = controlPlane.lease(SOURCE, holder, ttl, told);
        take(told, leases, until);
        return leases;
    }

    /** Tells the last moves and gives everything back. */
    public void release() {
        pause();
        controlPlane.release(SOURCE, holder);
    }

    /** Tells the last moves: the same holder may be back before its time is over, and then nothing was in other hands. */
    public void pause() {
        List<HeldAccount> told = told();
        forget();
        if (told.stream().anyMatch(it -> !it.moved().isEmpty())) {
            controlPlane.lease(SOURCE, holder, ttl, told);
        }
    }

    /** Of the lease on an account; 0 where this process has none that still runs. */
    public synchronized long fence(String account) {
        Held lease = held.get(account);
        return lease == null || !clock.instant().isBefore(expiresAt) ? 0 : lease.fence;
    }

    /** Where the pull stands; null before it first moved. */
    public synchronized @Nullable Cursor cursor(String account, String entity) {
        Held lease = held.get(account);
        return lease == null ? null : lease.cursors.get(entity);
    }

    /** Notes a move, which counts at once here and is told to bi-basic with the next request. */
    public synchronized void move(String account, long fence, String entity, Cursor to) {
        Held lease = held.get(account);
        if (lease == null || lease.fence != fence) {
            throw new LeaseLostException("BI-JST-27", "Another replica began to pull the account");
        }
        Cursor from = lease.cursors.get(entity);
        Cursor moved = from == null ? to : to.after(from);
        lease.cursors.put(entity, moved);
        lease.untold.put(entity, moved);
    }

    private synchronized void forget() {
        held = new HashMap<>();
    }

    private synchronized List<HeldAccount> told() {
        return held.entrySet().stream()
                .map(it -> new HeldAccount(it.getKey(), it.getValue().fence, positions(it.getValue().untold)))
                .toList();
    }

    private static List<EntityCursor> positions(Map<String, Cursor> cursors) {
        return cursors.entrySet().stream()
                .map(it -> new EntityCursor(it.getKey(), it.getValue()))
                .toList();
    }

    private synchronized void take(Collection<HeldAccount> told, Leases leases, Instant until) {
        for (HeldAccount account : told) {
            Held before = held.get(account.account());
            if (before != null && before.fence == account.fence()) {
                account.moved().forEach(it -> before.untold.remove(it.entity(), it.cursor()));
            }
        }
        Map<String, Held> now = new HashMap<>();
        for (Lease lease : leases.accounts()) {
            Account account = lease.account();
            Held before = held.get(account.id());
            now.put(account.id(), before != null && before.fence == lease.fence() ? before : new Held(lease));
        }
        // Asked again without its fence, such an account begins where bi-basic says.
        leases.refused().stream().map(RefusedMove::account).forEach(it -> {
            Held lease = now.get(it);
            if (lease != null && lease == held.get(it)) {
                now.remove(it);
            }
        });
        held = now;
        expiresAt = until;
    }

    private static final class Held {

        private final long fence;
        private final Map<String, Cursor> cursors = new HashMap<>();
        private final Map<String, Cursor> untold = new HashMap<>();

        Held(Lease lease) {
            fence = lease.fence();
            lease.positions().forEach(it -> cursors.put(it.entity(), it.cursor()));
        }
    }
}

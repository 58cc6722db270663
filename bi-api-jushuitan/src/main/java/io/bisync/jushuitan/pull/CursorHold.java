package io.bisync.jushuitan.pull;

import io.bisync.account.Account;
import io.bisync.account.ControlPlane;
import io.bisync.account.Cursor;
import io.bisync.account.CursorLease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One account's cursor as long as this process holds the lease on it. */
final class CursorHold {

    private final ControlPlane controlPlane;
    private final InstantSource clock;
    private final Account account;
    private final String entity;
    private final String holder;
    private final Duration ttl;
    private @Nullable CursorLease lease;

    CursorHold(
            ControlPlane controlPlane,
            InstantSource clock,
            Account account,
            String entity,
            String holder,
            Duration ttl) {
        this.controlPlane = controlPlane;
        this.clock = clock;
        this.account = account;
        this.entity = entity;
        this.holder = holder;
        this.ttl = ttl;
    }

    /** Takes or renews the lease; false while another replica pulls the account. */
    boolean take() {
        Optional<CursorLease> given = controlPlane.leaseCursor(account.id(), entity, holder, ttl);
        lease = given.orElse(null);
        return given.isPresent();
    }

    /**
     * Renews the lease once half of it is over; false where it was not this process's all the time. Another replica or
     * an administrator may have set the cursor meanwhile, so whoever holds it now begins where it stands.
     */
    boolean keep() {
        CursorLease held = lease;
        if (held == null) {
            return false;
        }
        if (clock.instant().isBefore(held.expiresAt().minus(ttl.dividedBy(2)))) {
            return true;
        }
        take();
        CursorLease renewed = lease;
        return renewed != null && renewed.fence() == held.fence();
    }

    /** Where the pull stood when the lease was given; null before the first pull. */
    @Nullable Cursor cursor() {
        CursorLease held = lease;
        return held == null ? null : held.cursor();
    }

    /** Rises whenever the cursor was in other hands; 0 without a lease. */
    long fence() {
        CursorLease held = lease;
        return held == null ? 0 : held.fence();
    }

    void move(long next, @Nullable Instant caughtUpAt) {
        CursorLease held = lease;
        if (held == null) {
            throw new IllegalStateException("The cursor of account %s moves without a lease".formatted(account.id()));
        }
        controlPlane.moveCursor(held, new Cursor(Long.toString(next), caughtUpAt));
    }

    void forget() {
        lease = null;
    }

    void release() {
        CursorLease held = lease;
        lease = null;
        if (held != null) {
            controlPlane.releaseCursor(held);
        }
    }
}

package io.bisync.jushuitan.lease;

import io.bisync.account.Cursor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One cursor of an account as long as this process holds the lease on that. */
public final class CursorHold {

    private final AccountLeases leases;
    private final String account;
    private final String entity;
    private long fence;

    public CursorHold(AccountLeases leases, String account, String entity) {
        this.leases = leases;
        this.account = account;
        this.entity = entity;
    }

    /** Begins under the lease of now; false while another replica pulls the account. */
    public boolean take() {
        fence = leases.fence(account);
        return fence != 0;
    }

    /**
     * False where the account was not this process's all the time. Another replica or an administrator may have set the
     * cursor meanwhile, so whoever holds it now begins where it stands.
     */
    public boolean keep() {
        return fence != 0 && leases.fence(account) == fence;
    }

    /** Where the pull stands; null before the first pull. */
    public @Nullable Cursor cursor() {
        return leases.cursor(account, entity);
    }

    /** Rises whenever the account was in other hands; 0 without a lease. */
    public long fence() {
        return fence;
    }

    public void move(long next, @Nullable Instant caughtUpAt) {
        leases.move(account, fence, entity, new Cursor(Long.toString(next), caughtUpAt));
    }
}

package io.bisync.jushuitan.pull;

import io.bisync.account.Cursor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One cursor of an account as long as this process holds the lease on that. */
final class CursorHold {

    private final AccountLeases leases;
    private final String account;
    private final String entity;
    private long fence;

    CursorHold(AccountLeases leases, String account, String entity) {
        this.leases = leases;
        this.account = account;
        this.entity = entity;
    }

    /** Begins under the lease of now; false while another replica pulls the account. */
    boolean take() {
        fence = leases.fence(account);
        return fence != 0;
    }

    /**
     * False where the account was not this process's all the time. Another replica or an administrator may have set the
     * cursor meanwhile, so whoever holds it now begins where it stands.
     */
    boolean keep() {
        return fence != 0 && leases.fence(account) == fence;
    }

    /** Where the pull stands; null before the first pull. */
    @Nullable Cursor cursor() {
        return leases.cursor(account, entity);
    }

    /** Rises whenever the account was in other hands; 0 without a lease. */
    long fence() {
        return fence;
    }

    void move(long next, @Nullable Instant caughtUpAt) {
        leases.move(account, fence, entity, new Cursor(Long.toString(next), caughtUpAt));
    }
}

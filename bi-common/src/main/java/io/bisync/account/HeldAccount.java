package io.bisync.account;

import java.util.List;

/**
 * An account as its holder knows it.
 *
 * @param fence of the lease under which it was pulled
 * @param moved how far its pulls have come since this was told last
 */
public record HeldAccount(String account, long fence, List<EntityCursor> moved) {

    public HeldAccount {
        moved = List.copyOf(moved);
    }
}

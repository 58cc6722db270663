package io.bisync.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * An account as its holder knows it.
 *
 * @param fence of the lease under which it was pulled
 * @param moved how far its pulls have come since this was told last
 */
public record HeldAccount(
        @NotNull @Size(max = 32) String account,
        @Positive long fence,
        @NotNull @Size(max = 1_000) List<@Valid EntityCursor> moved) {

    public HeldAccount {
        moved = List.copyOf(moved);
    }
}

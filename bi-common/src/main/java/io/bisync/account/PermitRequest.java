package io.bisync.account;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

/**
 * How many calls an account wants to make now, and for what.
 *
 * @param priority PUSH, which is bounded, before LIVE before RESCAN before HISTORY, which has a floor
 */
public record PermitRequest(
        @NotNull @Size(max = 32) String account,
        @NotNull Priority priority,
        @Positive @Max(1000) int wanted) {}

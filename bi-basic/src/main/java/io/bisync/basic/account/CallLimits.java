package io.bisync.basic.account;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

/**
 * How often an account may call its ERP, where that differs from {@code bi.permit}.
 *
 * @param perSecond calls in any second
 * @param perMinute calls in any minute
 */
public record CallLimits(
        @NotNull @Positive @Max(1000) Integer perSecond,
        @NotNull @Positive @Max(60_000) Integer perMinute) {}

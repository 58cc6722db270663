package io.bisync.basic.permit;

import io.bisync.basic.account.CallLimits;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often an app, or an account of it, may call its ERP. An account's own limits stand before these.
 *
 * @param perSecond Calls in any second; the ERP allows 5.
 * @param perMinute Calls in any minute; the ERP allows 100, more where the merchant's contract says so.
 * @param historyFloor The part of a minute's calls that history gets while it asks, whatever live needs.
 * @param pushShare The part of a minute's calls that reading again what was pushed takes at most.
 * @param speed Factor for the limits of calls, for a simulated ERP that runs faster than the real one.
 */
@Validated
@ConfigurationProperties("bi.permit")
record PermitProperties(
        @Positive @DefaultValue("4") int perSecond,
        @Positive @DefaultValue("90") int perMinute,

        @DecimalMin("0") @DecimalMax("0.5") @DefaultValue("0.1")
        double historyFloor,

        @DecimalMin("0.01") @DecimalMax("1") @DefaultValue("0.33")
        double pushShare,

        @DecimalMin("1") @DecimalMax("1000") @DefaultValue("1")
        double speed) {

    /** What holds for an account: its own limits, or these. */
    Limits limits(@Nullable CallLimits own) {
        int second = own == null ? perSecond : own.perSecond();
        int minute = own == null ? perMinute : own.perMinute();
        int allowed = (int) (minute * speed);
        return new Limits((int) (second * speed), allowed, (int) Math.ceil(allowed * historyFloor), Math.max(1, (int)
                (allowed * pushShare)));
    }
}

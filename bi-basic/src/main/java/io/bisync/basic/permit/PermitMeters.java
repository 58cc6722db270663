package io.bisync.basic.permit;

import io.bisync.basic.account.Accounts;
import io.bisync.basic.account.StoredAccount;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.springframework.scheduling.annotation.Scheduled;

/** How much of its call quota every enabled account has used; accounts of one app may share a bucket. */
class PermitMeters {

    private final Accounts accounts;
    private final RateLimiter rateLimiter;
    private final MultiGauge used;
    private final MultiGauge allowed;

    PermitMeters(Accounts accounts, RateLimiter rateLimiter, MeterRegistry registry) {
        this.accounts = accounts;
        this.rateLimiter = rateLimiter;
        this.used = MultiGauge.builder("bi.permit.used")
                .description("Calls granted in the last minute, out of the account's bucket")
                .register(registry);
        this.allowed = MultiGauge.builder("bi.permit.allowed")
                .description("Calls that may be granted in a minute")
                .register(registry);
    }

    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void show() {
        var enabled = accounts.list(null).stream()
                .filter(StoredAccount::enabled)
                .filter(it -> !it.appKey().isEmpty())
                .toList();
        register(used, enabled, rateLimiter::used);
        register(allowed, enabled, rateLimiter::allowed);
    }

    private static void register(MultiGauge gauge, List<StoredAccount> accounts, ToIntFunction<StoredAccount> value) {
        gauge.register(
                accounts.stream()
                        .map(it ->
                                Row.of(Tags.of("source", it.source().text(), "account", it.id()), value.applyAsInt(it)))
                        .collect(Collectors.toList()),
                true);
    }
}

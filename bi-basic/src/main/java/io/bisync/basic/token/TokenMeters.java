package io.bisync.basic.token;

import io.bisync.basic.database.Times;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/** When the ERP tokens of enabled accounts end. */
class TokenMeters {

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final MultiGauge expiry;

    TokenMeters(JdbcClient jdbc, InstantSource clock, MeterRegistry registry) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.expiry = MultiGauge.builder("bi.token.expiry")
                .description("Time until the account's ERP token ends, negative afterwards; zero without a token")
                .baseUnit("seconds")
                .register(registry);
    }

    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void show() {
        expiry.register(
                jdbc
                        .sql("""
                                SELECT a.id, a.source, t.expires_at FROM basic.account a
                                LEFT JOIN basic.token t ON t.account_id = a.id
                                WHERE a.enabled AND a.app_secret IS NOT NULL""")
                        .query((row, _) -> {
                            var ends = Times.instant(row, "expires_at");
                            var tags = Tags.of("source", row.getString("source"), "account", row.getString("id"));
                            return ends == null
                                    ? Row.of(tags, 0)
                                    : Row.of(
                                            tags,
                                            () -> Duration.between(clock.instant(), ends)
                                                            .toMillis()
                                                    / 1000.0);
                        })
                        .list()
                        .stream()
                        .map(Objects::requireNonNull)
                        .collect(Collectors.toList()),
                true);
    }
}

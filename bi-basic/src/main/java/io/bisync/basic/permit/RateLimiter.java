package io.bisync.basic.permit;

import io.bisync.account.PermitRequest;
import io.bisync.account.Permits;
import io.bisync.basic.account.AccountDeleted;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.account.Source;
import io.bisync.basic.account.StoredAccount;
import io.bisync.basic.database.Times;
import io.bisync.basic.http.Code;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Grants calls out of one bucket per app or per account, whichever replica is asked. */
class RateLimiter {

    private static final Logger log = LoggerFactory.getLogger(RateLimiter.class);

    private record Row(Bucket bucket, @Nullable Instant pausedUntil) {}

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;
    private final TransactionTemplate transaction;
    private final Accounts accounts;
    private final Apps apps;
    private final PermitProperties properties;
    private final InstantSource clock;
    private final MeterProvider<Counter> granted;

    RateLimiter(
            JdbcClient jdbc,
            NamedParameterJdbcOperations batches,
            TransactionTemplate transaction,
            Accounts accounts,
            Apps apps,
            PermitProperties properties,
            InstantSource clock,
            MeterRegistry registry) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transaction = transaction;
        this.accounts = accounts;
        this.apps = apps;
        this.properties = properties;
        this.clock = clock;
        this.granted = Counter.builder("bi.permit.granted")
                .description("Calls granted, by what they are for")
                .withRegistry(registry);
    }

    /** One answer for each request, in their order; the more urgent ones are served first. */
    List<Permits> grant(Source source, List<PermitRequest> requests) {
        var known = accounts.list(source).stream().collect(Collectors.toMap(StoredAccount::id, Function.identity()));
        var served = requests.stream()
                .map(PermitRequest::account)
                .map(known::get)
                .filter(it -> it != null && it.enabled())
                .distinct()
                .toList();
        var answers = Objects.requireNonNull(transaction.execute(_ -> {
            var buckets = apps.buckets(source, served);
            var rows = locked(new TreeSet<>(buckets.values()));
            var now = clock.instant();
            var byRequest = new IdentityHashMap<PermitRequest, Permits>();
            requests.stream()
                    .sorted(Comparator.comparing(PermitRequest::priority))
                    .forEach(it -> byRequest.put(it, answer(it, known.get(it.account()), buckets, rows, now)));
            write(rows);
            return byRequest;
        }));
        answers.forEach((request, permits) -> count(source, request, permits));
        return requests.stream().map(answers::get).toList();
    }

    private void count(Source source, PermitRequest request, Permits permits) {
        if (!permits.after().isEmpty()) {
            granted.withTags(
                            "source",
                            source.text(),
                            "account",
                            request.account(),
                            "priority",
                            request.priority().name().toLowerCase(Locale.ROOT))
                    .increment(permits.after().size());
        }
    }

    private Permits answer(
            PermitRequest request,
            @Nullable StoredAccount account,
            Map<String, String> buckets,
            Map<String, Row> rows,
            Instant now) {
        if (account == null) {
            return Permits.refused(Code.NO_ACCOUNT.text(), "No account '%s'".formatted(request.account()));
        }
        if (!account.enabled()) {
            return Permits.refused(Code.DISABLED.text(), "Account '%s' is disabled".formatted(account.id()));
        }
        var row = Objects.requireNonNull(rows.get(buckets.get(account.id())));
        var until = row.pausedUntil();
        if (until != null && until.isAfter(now)) {
            return Permits.of(List.of(), Duration.between(now, until));
        }
        var booked = row.bucket().book(request.wanted(), request.priority(), properties.limits(account.limits()), now);
        return Permits.of(booked.after(), booked.pause());
    }

    /** How many calls were granted to an account's bucket in the last minute. */
    int used(StoredAccount account) {
        return jdbc.sql("SELECT granted FROM basic.permit WHERE bucket = :bucket")
                .param("bucket", apps.bucket(account))
                .query(String.class)
                .optional()
                .map(it -> Bucket.parse(it).inTheLastMinute(clock.instant()))
                .orElse(0);
    }

    /** How many may be in a minute. */
    int allowed(StoredAccount account) {
        return properties.limits(account.limits()).perMinute();
    }

    void pause(String id, Duration pause) {
        var account = accounts.known(id);
        transaction.executeWithoutResult(_ -> {
            var bucket = apps.bucket(account);
            locked(Set.of(bucket));
            jdbc.sql("""
                            UPDATE basic.permit SET paused_until = GREATEST(paused_until, CAST(:until AS timestamptz))
                            WHERE bucket = :bucket""")
                    .param("bucket", bucket)
                    .param("until", Times.column(clock.instant().plus(pause)))
                    .update();
        });
        log.atWarn().addKeyValue("account", id).log("The ERP throttles: no permits for {}", pause);
    }

    /** A deleted account leaves no bucket of its own. */
    @EventListener
    void forget(AccountDeleted deleted) {
        jdbc.sql("DELETE FROM basic.permit WHERE bucket = :id")
                .param("id", deleted.account())
                .update();
    }

    /** In the order of their names, so that two requests never wait for each other. */
    private Map<String, Row> locked(Set<String> buckets) {
        var rows = new HashMap<String, Row>();
        if (buckets.isEmpty()) {
            return rows;
        }
        batches.batchUpdate(
                "INSERT INTO basic.permit (bucket) VALUES (:bucket) ON CONFLICT DO NOTHING",
                buckets.stream()
                        .map(it -> new MapSqlParameterSource("bucket", it))
                        .toArray(SqlParameterSource[]::new));
        jdbc.sql("SELECT * FROM basic.permit WHERE bucket IN (:buckets) ORDER BY bucket FOR UPDATE")
                .param("buckets", buckets)
                .query(row -> {
                    rows.put(
                            row.getString("bucket"),
                            new Row(Bucket.parse(row.getString("granted")), Times.instant(row, "paused_until")));
                });
        return rows;
    }

    private void write(Map<String, Row> rows) {
        batches.batchUpdate(
                "UPDATE basic.permit SET granted = :granted WHERE bucket = :bucket",
                rows.entrySet().stream()
                        .map(it -> new MapSqlParameterSource("bucket", it.getKey())
                                .addValue("granted", it.getValue().bucket().toString()))
                        .toArray(SqlParameterSource[]::new));
    }
}

package io.bisync.basic.status;

import io.bisync.account.SourceStatus;
import io.bisync.account.SourceStatus.EntityStatus;
import io.bisync.account.SourceStatus.KnownAccount;
import io.bisync.basic.account.AccountKind;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.account.Disabling;
import io.bisync.basic.account.Source;
import io.bisync.basic.account.Sources;
import io.bisync.basic.account.StoredAccount;
import io.bisync.basic.database.Times;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells one holder a source what readers of SQL get to see, under a version that grows with every answer. */
class SourceStatuses {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Accounts accounts;
    private final Sources sources;
    private final StatusLines lines;
    private final InstantSource clock;

    SourceStatuses(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Accounts accounts,
            Sources sources,
            StatusLines lines,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.accounts = accounts;
        this.sources = sources;
        this.lines = lines;
        this.clock = clock;
    }

    /** Answers of a source take turns until they are read, so that the newer one has the higher version. */
    Optional<SourceStatus> of(Source source, String holder, Duration ttl) {
        return Objects.requireNonNull(
                transaction.execute(_ -> version(source, holder, ttl).map(version -> status(source, version))));
    }

    /** The version stays: the next holder's is above it. */
    void release(Source source, String holder) {
        jdbc.sql("UPDATE basic.status_writer SET expires_at = :now WHERE source = :source AND holder = :holder")
                .param("now", Times.column(clock.instant()))
                .param("source", source.text())
                .param("holder", holder)
                .update();
    }

    /** Lease and version in one: whatever clocks do, a version is above all that were given before. */
    private Optional<Long> version(Source source, String holder, Duration ttl) {
        var now = clock.instant();
        return jdbc.sql("""
                        INSERT INTO basic.status_writer AS writer (source, holder, expires_at, version)
                        VALUES (:source, :holder, :until, :millis)
                        ON CONFLICT (source) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at,
                            version = greatest(writer.version + 1, excluded.version)
                        WHERE writer.holder = excluded.holder OR writer.expires_at <= :now
                        RETURNING version""")
                .param("source", source.text())
                .param("holder", holder)
                .param("until", Times.column(now.plus(ttl)))
                .param("now", Times.column(now))
                .param("millis", now.toEpochMilli())
                .query(Long.class)
                .optional();
    }

    private SourceStatus status(Source source, long version) {
        var at = clock.instant();
        return new SourceStatus(
                version,
                at,
                accounts.list(source).stream().map(this::account).toList(),
                lines.all().stream()
                        .filter(it -> it.source().equals(source) && it.name() != null)
                        .map(SourceStatuses::entity)
                        .toList());
    }

    private KnownAccount account(StoredAccount stored) {
        return new KnownAccount(
                stored.id(),
                stored.name(),
                stored.companyId(),
                sources.kind(stored.source()) == AccountKind.TENANT
                        ? AccountKind.TENANT.name()
                        : stored.appKind().name(),
                stored.enabled(),
                Optional.ofNullable(stored.disabled()).map(Disabling::at).orElse(null),
                stored.createdAt());
    }

    private static EntityStatus entity(StatusLine line) {
        var state = line.state();
        return new EntityStatus(
                line.account(),
                line.entity(),
                state.name().name(),
                state.at(),
                state.code(),
                state.since(),
                line.readUntil(),
                line.freshAsOf(),
                line.freshness(),
                line.lastLoaded(),
                line.deadLetters());
    }
}

package io.bisync.account;

import io.bisync.account.SourceStatus.EntityStatus;
import io.bisync.account.SourceStatus.KnownAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is told of a source, to one holder at a time. */
final class InMemoryStatuses {

    private record Writer(String holder, Instant until, long version) {}

    private final InstantSource clock;
    private final Map<String, Writer> writers = new HashMap<>();
    private List<EntityStatus> entities = List.of();

    InMemoryStatuses(InstantSource clock) {
        this.clock = clock;
    }

    void tell(List<EntityStatus> told) {
        entities = List.copyOf(told);
    }

    Optional<SourceStatus> of(String source, String holder, Duration ttl, List<Account> accounts) {
        var now = clock.instant();
        var before = writers.get(source);
        if (before != null && !before.holder().equals(holder) && before.until().isAfter(now)) {
            return Optional.empty();
        }
        long version = Math.max(before == null ? 0 : before.version() + 1, now.toEpochMilli());
        writers.put(source, new Writer(holder, now.plus(ttl), version));
        Set<String> ids = accounts.stream().map(Account::id).collect(Collectors.toSet());
        return Optional.of(new SourceStatus(
                version,
                now,
                accounts.stream().map(InMemoryStatuses::known).toList(),
                entities.stream().filter(it -> ids.contains(it.account())).toList()));
    }

    void release(String source, String holder) {
        writers.computeIfPresent(
                source,
                (_, writer) -> writer.holder().equals(holder)
                        ? new Writer(holder, clock.instant(), writer.version())
                        : writer);
    }

    private static KnownAccount known(Account it) {
        return new KnownAccount(
                it.id(), it.name(), it.companyId(), it.appKind().name(), it.enabled(), null, Instant.EPOCH);
    }
}

package io.bisync.loading.report;

import io.bisync.account.Account;
import io.bisync.account.ControlPlane;
import io.bisync.account.ControlPlaneException;
import io.bisync.loading.range.LoadObserver;
import io.bisync.loading.range.RangeResult;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Says once of an account whose records are loaded and that nobody made at bi-basic: a source that writes its topics itself
 * may spell a tenant wrong.
 */
public final class UnknownAccounts implements LoadObserver {

    private static final Logger log = LoggerFactory.getLogger(UnknownAccounts.class);

    /** A source that invents a tenant per record must not fill the memory. */
    private static final int MOST = 1_000;

    private final ControlPlane controlPlane;
    private final Map<String, String> sources;
    private final Map<String, Seen> bySource;

    /** Accounts of one source by what is known of them. */
    private record Seen(Set<String> known, Set<String> unchecked, Set<String> unknown) {
        static Seen nothing() {
            return new Seen(
                    ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet());
        }
    }

    /** Takes the source of every topic. */
    UnknownAccounts(ControlPlane controlPlane, Map<String, String> sources) {
        this.controlPlane = controlPlane;
        this.sources = Map.copyOf(sources);
        this.bySource = sources.values().stream().distinct().collect(Collectors.toMap(it -> it, _ -> Seen.nothing()));
    }

    @Override
    public void finished(RangeResult result, Instant at) {
        var source = sources.get(result.range().partition().topic());
        if (source != null) {
            result.counts().accounts().forEach((account, count) -> {
                if (count.rows() > 0) {
                    loaded(source, account);
                }
            });
        }
    }

    /** Rows of this account were loaded. */
    void loaded(String source, String account) {
        var seen = bySource.get(source);
        if (seen != null
                && !account.isEmpty()
                && !seen.known.contains(account)
                && !seen.unknown.contains(account)
                && seen.unchecked.size() + seen.unknown.size() < MOST) {
            seen.unchecked.add(account);
        }
    }

    /** How many are unknown. */
    int unknown(String source) {
        var seen = bySource.get(source);
        return seen == null ? 0 : seen.unknown.size();
    }

    /** Asks bi-basic where there is something to ask; while it is away nothing is said. */
    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void look() {
        bySource.forEach((source, seen) -> {
            if (!seen.unchecked.isEmpty() || !seen.unknown.isEmpty()) {
                look(source, seen);
            }
        });
    }

    private void look(String source, Seen seen) {
        Set<String> made;
        try {
            made = controlPlane.accounts(source).stream().map(Account::id).collect(Collectors.toSet());
        } catch (ControlPlaneException toldByItsClient) {
            return;
        }
        seen.unknown.removeAll(made);
        for (var account : Set.copyOf(seen.unchecked)) {
            if (made.contains(account)) {
                seen.known.add(account);
            } else if (seen.unknown.add(account)) {
                log.atWarn()
                        .addKeyValue("code", "BI-ACCOUNT-05")
                        .addKeyValue("source", source)
                        .addKeyValue("account", account)
                        .log(
                                "BI-ACCOUNT-05 Records of the account '{}' are loaded, which nobody made at bi-basic for {}: make it there, or look who writes that name",
                                account,
                                source);
            }
            seen.unchecked.remove(account);
        }
    }
}

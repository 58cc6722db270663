package io.bisync.basic.permit;

import io.bisync.basic.account.Source;
import io.bisync.basic.account.StoredAccount;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How fast history could go at present. */
public class HistoryShares {

    /**
     * What an account has.
     *
     * @param bucket accounts of the same one share it
     * @param callsPerMinute that live leaves of it, the floor of history at least
     */
    public record Share(String bucket, int callsPerMinute) {}

    private final JdbcClient jdbc;
    private final Apps apps;
    private final PermitProperties properties;
    private final InstantSource clock;

    HistoryShares(JdbcClient jdbc, Apps apps, PermitProperties properties, InstantSource clock) {
        this.jdbc = jdbc;
        this.apps = apps;
        this.properties = properties;
        this.clock = clock;
    }

    /** The shares of accounts of one source, by the accounts' ids. */
    public Map<String, Share> of(Source source, Collection<StoredAccount> accounts) {
        var buckets = apps.buckets(source, accounts);
        var granted = new HashMap<String, String>();
        if (!buckets.isEmpty()) {
            jdbc.sql("SELECT bucket, granted FROM basic.permit WHERE bucket IN (:buckets)")
                    .param("buckets", new TreeSet<>(buckets.values()))
                    .query(row -> {
                        granted.put(row.getString("bucket"), row.getString("granted"));
                    });
        }
        var now = clock.instant();
        return accounts.stream().collect(Collectors.toMap(StoredAccount::id, account -> {
            var bucket = buckets.getOrDefault(account.id(), account.id());
            var limits = properties.limits(account.limits());
            return new Share(
                    bucket, Bucket.parse(granted.getOrDefault(bucket, "")).leftForHistory(limits, now));
        }));
    }
}

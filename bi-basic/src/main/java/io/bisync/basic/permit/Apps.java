package io.bisync.basic.permit;

import io.bisync.basic.account.Source;
import io.bisync.basic.account.StoredAccount;
import io.bisync.basic.audit.Audit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** How the calls of an app are counted. */
class Apps {

    /** What the ERP's limits hold for. */
    enum CountedBy {
        /** All accounts of the app together. */
        APP,
        /** Each account of the app for itself. */
        ACCOUNT
    }

    /** Who errs on this side calls too seldom and is never refused. */
    private static final CountedBy DEFAULT = CountedBy.APP;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Audit audit;

    Apps(JdbcClient jdbc, TransactionTemplate transaction, Audit audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audit = audit;
    }

    CountedBy countedBy(Source source, String appKey) {
        return jdbc.sql("SELECT counted_by FROM basic.app WHERE source = :source AND app_key = :key")
                .param("source", source.text())
                .param("key", appKey)
                .query((row, _) -> CountedBy.valueOf(row.getString("counted_by")))
                .optional()
                .orElse(DEFAULT);
    }

    void count(Source source, String appKey, CountedBy countedBy) {
        transaction.executeWithoutResult(_ -> {
            var before = countedBy(source, appKey);
            jdbc.sql("""
                            INSERT INTO basic.app (source, app_key, counted_by) VALUES (:source, :key, :counted)
                            ON CONFLICT (source, app_key) DO UPDATE SET counted_by = excluded.counted_by""")
                    .param("source", source.text())
                    .param("key", appKey)
                    .param("counted", countedBy.name())
                    .update();
            audit.note("app.count", name(source, appKey), before, countedBy);
        });
    }

    /** The bucket that an account's calls are taken out of. */
    String bucket(StoredAccount account) {
        return bucket(account, countedBy(account.source(), account.appKey()));
    }

    /** The buckets of accounts of one source, by the accounts' ids. */
    Map<String, String> buckets(Source source, Collection<StoredAccount> accounts) {
        var counted = new HashMap<String, CountedBy>();
        jdbc.sql("SELECT app_key, counted_by FROM basic.app WHERE source = :source")
                .param("source", source.text())
                .query(row -> {
                    counted.put(row.getString("app_key"), CountedBy.valueOf(row.getString("counted_by")));
                });
        return accounts.stream()
                .collect(Collectors.toMap(
                        StoredAccount::id, it -> bucket(it, counted.getOrDefault(it.appKey(), DEFAULT))));
    }

    private static String bucket(StoredAccount account, CountedBy countedBy) {
        return account.appKey().isEmpty() || countedBy == CountedBy.ACCOUNT
                ? account.id()
                : name(account.source(), account.appKey());
    }

    private static String name(Source source, String appKey) {
        return "app " + source.text() + " " + appKey;
    }
}

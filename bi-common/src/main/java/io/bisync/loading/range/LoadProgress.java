package io.bisync.loading.range;

import io.bisync.account.StatusReport.Loaded;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts what was loaded since the start, per account and entity. */
public final class LoadProgress implements LoadObserver {

    private record Subject(String account, String entity) {}

    private final Map<String, String> entities;
    private final Map<Subject, Loaded> totals = new ConcurrentHashMap<>();

    /** Takes the entity's name of every topic. */
    public LoadProgress(Map<String, String> entities) {
        this.entities = Map.copyOf(entities);
    }

    @Override
    public void finished(RangeResult result, Instant at) {
        var entity = entities.get(result.range().partition().topic());
        if (result.failure() != null || entity == null) {
            return;
        }
        result.counts()
                .accounts()
                .forEach((account, count) -> totals.compute(
                        new Subject(account, entity), (subject, before) -> sum(subject, before, count, at)));
    }

    /** The totals. */
    public List<Loaded> loaded() {
        return List.copyOf(totals.values());
    }

    private static Loaded sum(Subject subject, @Nullable Loaded before, RangeCounts.AccountCount count, Instant at) {
        var rows = count.rows() + (before == null ? 0 : before.rows());
        var rejected = count.rejected() + (before == null ? 0 : before.deadLetters());
        var lastLoaded = count.rows() > 0 || before == null ? (count.rows() > 0 ? at : null) : before.lastLoaded();
        return new Loaded(
                subject.account(),
                subject.entity(),
                rows,
                rejected,
                lastLoaded,
                later(count.newestChange(), before == null ? null : before.newestChange()));
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}

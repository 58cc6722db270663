package io.bisync.account;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is known of entities that are only read as a whole. */
final class InMemorySnapshots {

    private final InstantSource clock;
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, Map<String, String>> rows = new HashMap<>();

    InMemorySnapshots(InstantSource clock) {
        this.clock = clock;
    }

    KnownSnapshot known(String account, String entity) {
        return new KnownSnapshot(
                versions.getOrDefault(account + "/" + entity, 0L),
                of(account, entity).entrySet().stream()
                        .map(it -> new SnapshotRow(it.getKey(), it.getValue()))
                        .toList());
    }

    long nextVersion(String account, String entity, List<String> keys) {
        keys.forEach(it -> of(account, entity).put(it, ""));
        return versions.merge(account + "/" + entity, clock.millis(), (last, now) -> Math.max(last + 1, now));
    }

    void note(String account, String entity, List<SnapshotRow> published, List<String> deleted) {
        published.forEach(it -> of(account, entity).put(it.key(), it.hash()));
        deleted.forEach(of(account, entity)::remove);
    }

    private Map<String, String> of(String account, String entity) {
        return rows.computeIfAbsent(account + "/" + entity, _ -> new TreeMap<>());
    }
}

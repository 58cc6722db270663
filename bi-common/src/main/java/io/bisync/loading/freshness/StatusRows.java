package io.bisync.loading.freshness;

import io.bisync.account.SourceStatus;
import io.bisync.account.SourceStatus.EntityStatus;
import io.bisync.account.SourceStatus.KnownAccount;
import io.bisync.table.Entity;
import io.bisync.table.Table;
import io.bisync.time.ShanghaiTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes rows of what bi-basic tells of a source: a pure function of its answer and of what is declared. */
final class StatusRows {

    private final String source;
    private final Map<String, String> views;

    private StatusRows(String source, Map<String, String> views) {
        this.source = source;
        this.views = views;
    }

    /** Of a source whose entities are these. */
    static StatusRows of(String source, List<Entity> entities) {
        return new StatusRows(
                source,
                entities.stream()
                        .filter(it -> it.source().equals(source))
                        .collect(Collectors.toMap(Entity::name, StatusRows::views, (same, _) -> same)));
    }

    private static String views(Entity entity) {
        return entity.tables().reversed().stream().map(Table::viewName).collect(Collectors.joining(","));
    }

    List<StatusRow> accounts(SourceStatus told) {
        return told.accounts().stream().map(this::account).toList();
    }

    List<StatusRow> freshness(SourceStatus told) {
        return told.entities().stream().map(this::freshness).toList();
    }

    private StatusRow account(KnownAccount it) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        values.put("source", source);
        values.put("name", it.name());
        values.put("company_id", it.companyId());
        values.put("kind", it.kind());
        values.put("enabled", it.enabled());
        values.put("disabled_at", time(it.disabledAt()));
        values.put("created_at", time(it.createdAt()));
        return new StatusRow(List.of(it.id()), values);
    }

    private StatusRow freshness(EntityStatus it) {
        var place = it.place();
        var behind = it.freshness();
        var values = new LinkedHashMap<String, @Nullable Object>();
        values.put("source", source);
        values.put("view_names", views.get(it.entity()));
        values.put("state", it.state());
        values.put("place", place == null ? null : place.name());
        values.put("code", it.code());
        values.put("state_since", time(it.since()));
        values.put("read_until", time(it.readUntil()));
        values.put("fresh_as_of", time(it.freshAsOf()));
        values.put("seconds_behind", behind == null ? null : behind.toSeconds());
        values.put("last_loaded_at", time(it.lastLoaded()));
        values.put("dead_letters", it.deadLetters());
        return new StatusRow(List.of(it.account(), it.entity()), values);
    }

    /** What lies between two seconds is cut off: no instant looks later than it was. */
    private static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : ShanghaiTime.seconds(instant);
    }
}

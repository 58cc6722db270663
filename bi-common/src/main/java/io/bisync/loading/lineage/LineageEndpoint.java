package io.bisync.loading.lineage;

import io.bisync.event.EventHeaders;
import io.bisync.loading.EntityTopic;
import io.bisync.table.Entity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * {@code /actuator/lineage}: from a row to its record ({@code account}, {@code entity} and {@code id}), or from a record to its
 * rows ({@code record}, a {@code topic-partition@offset}). Values of rows and records are not told, only what names them.
 */
@Endpoint(id = "lineage")
public final class LineageEndpoint {

    private final Collection<EntityTopic> topics;
    private final Rows rows;
    private final Records records;

    LineageEndpoint(Collection<EntityTopic> topics, Rows rows, Records records) {
        this.topics = List.copyOf(topics);
        this.rows = rows;
        this.records = records;
    }

    /**
     * What was found.
     *
     * @param rows the root's first; none where nothing of it is loaded
     * @param records those that the rows came from; of a record that is asked for this one first, and if newer ones took the place
     *     of all its rows, these
     */
    public record Followed(List<FollowedRow> rows, List<FollowedRecord> records) implements OperationResponseBody {

        public Followed {
            rows = List.copyOf(rows);
            records = List.copyOf(records);
        }
    }

    @ReadOperation
    public Followed follow(
            @Nullable String account, @Nullable String entity, @Nullable String id, @Nullable String record) {
        if (record != null && account == null && entity == null && id == null) {
            return fromRecord(record);
        }
        if (record != null || account == null || entity == null || id == null) {
            throw refused("account, entity and id name a row; record alone, as topic-partition@offset, a record");
        }
        var found = rowsOf(named(entity), account, id);
        return new Followed(found, recordsOf(found));
    }

    private Followed fromRecord(String written) {
        var place = RecordPlace.parse(written);
        if (place == null) {
            throw refused("'%s' is no topic-partition@offset".formatted(written));
        }
        var entity = topics.stream()
                .filter(it -> it.topic().equals(place.topic()))
                .map(EntityTopic::entity)
                .findFirst()
                .orElseThrow(() -> refused("This service loads %s, and not %s"
                        .formatted(
                                topics.stream().map(EntityTopic::topic).sorted().collect(Collectors.joining(", ")),
                                place.topic())));
        var record = records.at(place);
        var key = record.key();
        var account = Objects.requireNonNullElseGet(
                record.headers().get(EventHeaders.ACCOUNT), () -> key == null ? "" : key.replaceFirst(":.*", ""));
        var found = rows.from(entity, place, account.isEmpty() ? null : account);
        if (found.isEmpty() && key != null && key.contains(":")) {
            found = rowsOf(entity, account, key.substring(key.indexOf(':') + 1));
        }
        var all = new ArrayList<>(List.of(record));
        recordsOf(found).stream()
                .filter(it -> !it.record().equals(record.record()))
                .forEach(all::add);
        return new Followed(found, all);
    }

    private List<FollowedRow> rowsOf(Entity entity, String account, String id) {
        try {
            return rows.of(entity, account, id);
        } catch (IllegalArgumentException none) {
            throw refused(String.valueOf(none.getMessage()));
        }
    }

    private List<FollowedRecord> recordsOf(List<FollowedRow> found) {
        return found.stream().map(FollowedRow::record).collect(Collectors.toCollection(LinkedHashSet::new)).stream()
                .map(it -> records.at(Objects.requireNonNull(RecordPlace.parse(it))))
                .toList();
    }

    private Entity named(String name) {
        return topics.stream()
                .map(EntityTopic::entity)
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> refused("This service loads %s, and not %s"
                        .formatted(
                                topics.stream()
                                        .map(it -> it.entity().name())
                                        .distinct()
                                        .sorted()
                                        .collect(Collectors.joining(", ")),
                                name)));
    }

    private static InvalidEndpointRequestException refused(String reason) {
        return new InvalidEndpointRequestException(reason, reason);
    }
}

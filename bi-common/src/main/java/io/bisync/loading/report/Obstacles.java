package io.bisync.loading.report;

import io.bisync.account.StatusReport.Obstacle;
import io.bisync.account.StatusReport.Place;
import io.bisync.loading.FailureKind;
import io.bisync.loading.partition.PartitionStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What keeps topics from being loaded, and since when it was seen. */
final class Obstacles {

    private static final String NO_BROKER = "BI-TOPIC-05";

    private final Map<String, Obstacle> known = new HashMap<>();

    /** The obstacle of a topic, or null. Of several partitions' failures one is told, the same one while it lasts. */
    @Nullable Obstacle of(String topic, boolean noBroker, Collection<PartitionStatus> partitions, Instant now) {
        var seen = noBroker ? new Obstacle(Place.KAFKA, NO_BROKER, now) : worst(known.get(topic), partitions, now);
        var before = known.get(topic);
        if (seen == null) {
            known.remove(topic);
        } else if (before == null || !before.code().equals(seen.code())) {
            known.put(topic, seen);
        }
        return known.get(topic);
    }

    private static @Nullable Obstacle worst(
            @Nullable Obstacle before, Collection<PartitionStatus> partitions, Instant now) {
        return partitions.stream()
                .map(PartitionStatus::failure)
                .filter(Objects::nonNull)
                .map(it -> new Obstacle(place(it.kind()), it.kind().code(), now))
                .min(Comparator.comparing(
                                (Obstacle it) -> before == null || !it.code().equals(before.code()))
                        .thenComparing(Obstacle::code))
                .orElse(null);
    }

    private static Place place(FailureKind kind) {
        return switch (kind) {
            case NOT_NOW, UNDECIDED, REFUSED, MISCONFIGURED, TOO_OFTEN, MISCOUNTED -> Place.STARROCKS;
            case DEAD_LETTERS, COMMIT, NOTE_UNKNOWN, OUT_OF_ORDER, OUT_OF_RANGE, RECREATED -> Place.KAFKA;
            case SCHEMA, CHANGED, UNEXPECTED, REGISTRY, UNKNOWN_SCHEMA -> Place.LOADING;
        };
    }
}

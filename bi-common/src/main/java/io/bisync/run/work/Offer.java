package io.bisync.run.work;

import io.bisync.loading.EntityTopic;
import io.bisync.run.LoadableEntity;
import io.bisync.run.SliceKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of the topics that a process loads can be loaded again.
 *
 * @param source whose they are
 */
record Offer(String source, List<LoadableEntity> entities) {

    Offer {
        entities = List.copyOf(entities);
    }

    /** Null where the topics are of several sources, as a process works off the slices of one. */
    static @Nullable Offer of(List<EntityTopic> topics, Collection<SliceWork> works) {
        var sources = topics.stream().map(it -> it.entity().source()).distinct().toList();
        if (sources.size() != 1) {
            return null;
        }
        Map<String, List<EntityTopic>> byEntity = new LinkedHashMap<>();
        for (var topic : topics) {
            byEntity.computeIfAbsent(topic.entity().name(), _ -> new ArrayList<>())
                    .add(topic);
        }
        return new Offer(
                sources.getFirst(),
                byEntity.entrySet().stream()
                        .map(it -> new LoadableEntity(
                                it.getKey(),
                                name(it.getValue(), false),
                                name(it.getValue(), true),
                                windows(it.getKey(), works)))
                        .toList());
    }

    private static @Nullable String name(List<EntityTopic> topics, boolean isHistory) {
        return topics.stream()
                .filter(it -> it.isHistory() == isHistory)
                .map(EntityTopic::topic)
                .findFirst()
                .orElse(null);
    }

    private static Map<SliceKind, Duration> windows(String entity, Collection<SliceWork> works) {
        Map<SliceKind, Duration> windows = new EnumMap<>(SliceKind.class);
        works.forEach(it -> windows.putAll(it.windows(entity)));
        return windows;
    }
}

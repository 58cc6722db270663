package io.bisync.jushuitan.declaration;

import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.jushuitan.openapi.Scope;
import io.bisync.loading.listener.LoadedEntity;
import io.bisync.table.Entity;
import io.bisync.topic.TrafficClass;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entity of Jushuitan as its page describes it: one line in a list is all that pulling, topics and listeners need.
 *
 * @param entity its tables, which also say what is personal in it
 * @param traffic with what it shares a listener
 * @param endpoint where it is asked for
 * @param increment by what it is asked for changes only
 * @param fanOut for what it is asked one by one
 * @param pace how often it is asked for
 * @param rescans how often what changed lately is read again, to find what the ERP committed late: each reading goes back twice
 *     its interval
 */
public record PulledEntity(
        Entity entity,
        TrafficClass traffic,
        Endpoint endpoint,
        Increment increment,
        FanOut fanOut,
        Duration pace,
        List<Duration> rescans) {

    /** The pace of what hardly ever changes: shops, warehouses, articles. */
    public static final Duration MASTER_DATA = Duration.ofMinutes(10);

    private static final List<Duration> USUAL_RESCANS =
            List.of(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofDays(1));

    public PulledEntity {
        rescans = List.copyOf(rescans);
    }

    /** An entity that is asked for once an account, at the usual pace of its traffic class. */
    public static PulledEntity of(Entity entity, TrafficClass traffic, Endpoint endpoint, Increment increment) {
        return new PulledEntity(entity, traffic, endpoint, increment, FanOut.NONE, usualPace(traffic), USUAL_RESCANS);
    }

    /** The same, asked for each of something. */
    public PulledEntity forEach(FanOut of) {
        return new PulledEntity(entity, traffic, endpoint, increment, of, pace, rescans);
    }

    /** The same at another pace. */
    public PulledEntity every(Duration otherPace) {
        return new PulledEntity(entity, traffic, endpoint, increment, fanOut, otherPace, rescans);
    }

    /** The same, read again at other intervals. */
    public PulledEntity readAgainEvery(List<Duration> intervals) {
        return new PulledEntity(entity, traffic, endpoint, increment, fanOut, pace, intervals);
    }

    /** The same, asked for within one of those for each of which it is. */
    public PulledEntity within(long id) {
        return new PulledEntity(
                entity, traffic, endpoint.within(new Scope(fanOut.field(), id)), increment, fanOut, pace, rescans);
    }

    /** Within what it is asked for; null where as a whole. */
    public @Nullable Scope scope() {
        return endpoint.scope();
    }

    /** How the cursor of its pull is called at bi-basic: {@code order}, {@code inventory.10001}. */
    public String cursor() {
        Scope scope = scope();
        return scope == null ? name() : name() + "." + scope.text();
    }

    /** What loading needs to know of it. */
    public LoadedEntity loaded() {
        return LoadedEntity.of(entity, traffic);
    }

    public String name() {
        return entity.name();
    }

    /** Where live changes go. */
    public String liveTopic() {
        return loaded().topic();
    }

    /** Where windows of the past go. */
    public String historyTopic() {
        return Objects.requireNonNull(loaded().historyTopic());
    }

    private static Duration usualPace(TrafficClass traffic) {
        return switch (traffic) {
            case ORDERS, STOCK -> Duration.ofSeconds(10);
            case OTHER, HISTORY -> Duration.ofSeconds(60);
        };
    }
}

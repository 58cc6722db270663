package io.bisync.jushuitan.pull;

import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.table.Entity;

/**
 * An entity that is pulled: one bean of it per entity is all that pull and window need to know.
 *
 * @param entity its declaration, which also says what is personal in it
 * @param endpoint where it is asked for
 * @param liveTopic where live changes go
 * @param historyTopic where windows of the past go
 */
public record PulledEntity(Entity entity, Endpoint endpoint, String liveTopic, String historyTopic) {

    public String name() {
        return entity.name();
    }
}

package io.bisync.loading;

import io.bisync.table.Entity;

/**
 * Says which entity a topic carries; a service declares one such bean per topic that it loads.
 *
 * @param topic the topic's name
 * @param entity the declaration its records are normalised by
 */
public record EntityTopic(String topic, Entity entity) {}

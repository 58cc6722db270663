package io.bisync.loading;

import io.bisync.table.Entity;
import io.bisync.topic.TrafficClass;

/**
 * Says which entity a topic carries; a service declares one such bean per topic that it loads.
 *
 * @param topic the topic's name
 * @param entity the declaration its records are normalised by
 * @param traffic how the topic is sized, kept and listened to
 */
public record EntityTopic(String topic, Entity entity, TrafficClass traffic) {

    /** The topic of an entity where its changes are published by us. */
    public static String own(Entity entity) {
        return "erp.%s.%s".formatted(entity.source(), entity.name());
    }

    public boolean isHistory() {
        return traffic == TrafficClass.HISTORY;
    }

    /** Whether we publish what is on it, so that it holds nothing personal; else its records are as an ERP wrote them. */
    public boolean isOurs() {
        return isHistory() || topic.equals(own(entity));
    }
}

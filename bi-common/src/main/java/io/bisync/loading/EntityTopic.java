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

    public boolean isHistory() {
        return traffic == TrafficClass.HISTORY;
    }
}

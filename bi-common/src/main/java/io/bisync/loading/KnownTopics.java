package io.bisync.loading;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The topics this process loads, by id. A topic that is deleted and made again while it is loaded must stop: which of its
 * records were read before is not to be known from offsets any more. After a restart it is a new stream.
 */
public final class KnownTopics {

    private final Map<String, String> ids = new ConcurrentHashMap<>();

    /** Whether a topic is still the one that was seen first. */
    boolean isTheSame(String topic, String id) {
        var first = ids.putIfAbsent(topic, id);
        return first == null || first.equals(id);
    }
}

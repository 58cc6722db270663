package io.bisync.loading;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The topics this process loads, by id. A topic that is deleted and made again while it is loaded must stop: which of its
 * records were read before is not to be known from offsets any more. After a restart it is a new stream.
 */
public final class KnownTopics {

    private final Map<String, String> ids = new ConcurrentHashMap<>();

    /**
     * A topic's id, where it is still the topic that was seen first.
     *
     * @param now the ids that topics have now, as far as known
     * @throws FailureException where it is not, or not to be known
     */
    public String sameTopic(String topic, Map<String, String> now) {
        var id = now.get(topic);
        if (id == null) {
            throw new FailureException(
                    new Failure(FailureKind.COMMIT, "The broker does not tell the id of topic " + topic));
        }
        var first = ids.putIfAbsent(topic, id);
        if (first != null && !first.equals(id)) {
            throw new FailureException(new Failure(
                    FailureKind.RECREATED,
                    "Topic %s was deleted and made again while it was loaded, its id is now %s; start this service again to load the new topic from its beginning"
                            .formatted(topic, id)));
        }
        return id;
    }
}

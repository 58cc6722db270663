package io.bisync.loading.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** The ids that topics have now. */
public final class TopicIds {

    private final Admin admin;

    public TopicIds(Admin admin) {
        this.admin = admin;
    }

    Map<String, String> of(Set<String> topics) {
        try {
            var described = admin.describeTopics(topics)
                    .allTopicNames()
                    .get(LoadingConsumerConfig.CALL.toMillis(), TimeUnit.MILLISECONDS);
            Map<String, String> ids = new HashMap<>();
            described.forEach(
                    (topic, description) -> ids.put(topic, description.topicId().toString()));
            return ids;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking for the ids of topics " + topics, interrupted);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("The broker did not tell the ids of topics " + topics, failed);
        }
    }
}

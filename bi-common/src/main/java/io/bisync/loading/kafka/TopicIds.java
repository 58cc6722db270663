package io.bisync.loading.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** The ids of topics, asked for once per assignment. */
final class TopicIds {

    private final Admin admin;
    private final Map<String, String> ids = new ConcurrentHashMap<>();

    TopicIds(Admin admin) {
        this.admin = admin;
    }

    String of(String topic) {
        return ids.computeIfAbsent(topic, this::ask);
    }

    void forget(Collection<String> topics) {
        ids.keySet().removeAll(topics);
    }

    private String ask(String topic) {
        try {
            var described =
                    admin.describeTopics(List.of(topic)).topicNameValues().get(topic);
            return Objects.requireNonNull(described)
                    .get(LoadingConsumers.CALL.toMillis(), TimeUnit.MILLISECONDS)
                    .topicId()
                    .toString();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking for the id of topic " + topic, interrupted);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("The broker did not tell the id of topic " + topic, failed);
        }
    }
}

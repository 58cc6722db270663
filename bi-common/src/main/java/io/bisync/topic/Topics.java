package io.bisync.topic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates what is missing, where that is allowed, and checks what there is. */
final class Topics {

    private static final long LONGEST_REQUEST_SECONDS = 30;
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final Admin admin;
    private final TopicProperties settings;

    Topics(Admin admin, TopicProperties settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /**
     * Brings the topics about.
     *
     * @return how they are
     * @throws TopicsUnsuitableException when the service cannot work with what there is
     * @throws TimeoutException when no broker answers, or none to us
     */
    TopicInspection settle(List<TopicDeclaration> declarations) throws TimeoutException, InterruptedException {
        var inspection = inspect(declarations);
        if (settings.create() && create(missing(declarations, inspection))) {
            inspection = inspectCreated(declarations);
        }
        var problems = inspection.problems(declarations);
        if (!problems.isEmpty()) {
            throw new TopicsUnsuitableException(problems);
        }
        return inspection;
    }

    /** A broker that is asked may hear of a new topic later than the one that created it. */
    private TopicInspection inspectCreated(List<TopicDeclaration> declarations)
            throws TimeoutException, InterruptedException {
        var end = System.nanoTime() + settings.patience().toNanos();
        var inspection = inspect(declarations);
        while (!missing(declarations, inspection).isEmpty() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            inspection = inspect(declarations);
        }
        return inspection;
    }

    private static List<TopicDeclaration> missing(List<TopicDeclaration> declarations, TopicInspection inspection) {
        var missing = new ArrayList<TopicDeclaration>();
        for (var declaration : declarations) {
            missing.add(declaration);
            missing.addAll(inspection.companions(declaration));
        }
        missing.removeIf(declaration -> inspection.topics().containsKey(declaration.name()));
        return missing;
    }

    private boolean create(List<TopicDeclaration> missing) throws TimeoutException, InterruptedException {
        var results = admin.createTopics(missing.stream().map(this::newTopic).toList())
                .values();
        for (var result : results.entrySet()) {
            try {
                await(result.getValue());
            } catch (TopicExistsException anotherInstanceWasFaster) {
                // Its topic is checked like any other.
            } catch (AuthorizationException denied) {
                throw notAllowed(result.getKey(), "may not be created by this user");
            }
        }
        return !missing.isEmpty();
    }

    private NewTopic newTopic(TopicDeclaration declaration) {
        return new NewTopic(
                        declaration.name(), Optional.of(declaration.partitions()), Optional.of(settings.replication()))
                .configs(configs(declaration));
    }

    private static Map<String, String> configs(TopicDeclaration declaration) {
        var largest = String.valueOf(declaration.maxMessageBytes().toBytes());
        return declaration.use() == TopicDeclaration.Use.REMEMBERED
                ? Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        largest)
                : Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        String.valueOf(declaration.retention().toMillis()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        largest);
    }

    /**
     * Looks at the topics, and changes nothing.
     *
     * @throws TopicsUnsuitableException when they may not be seen
     * @throws TimeoutException when no broker answers, or none to us
     */
    TopicInspection inspect(List<TopicDeclaration> declarations) throws TimeoutException, InterruptedException {
        var names = new ArrayList<String>();
        declarations.forEach(declaration -> {
            names.add(declaration.name());
            declaration.companions(declaration.partitions()).forEach(it -> names.add(it.name()));
        });
        var topics = topics(admin.describeTopics(names, new DescribeTopicsOptions().includeAuthorizedOperations(true)));
        return new TopicInspection(topics, configs(List.copyOf(topics.keySet())));
    }

    private static Map<String, TopicDescription> topics(DescribeTopicsResult described)
            throws TimeoutException, InterruptedException {
        var topics = new HashMap<String, TopicDescription>();
        for (var entry : described.topicNameValues().entrySet()) {
            try {
                topics.put(entry.getKey(), await(entry.getValue()));
            } catch (UnknownTopicOrPartitionException missing) {
                // Left out of the inspection, which says so.
            } catch (AuthorizationException denied) {
                throw notAllowed(entry.getKey(), "may not be described by this user");
            }
        }
        return topics;
    }

    private Map<String, Config> configs(List<String> topics) throws TimeoutException, InterruptedException {
        var resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        var configs = new HashMap<String, Config>();
        for (var entry : admin.describeConfigs(resources).values().entrySet()) {
            try {
                configs.put(entry.getKey().name(), await(entry.getValue()));
            } catch (UnknownTopicOrPartitionException deletedMeanwhile) {
                // As good as missing.
            } catch (AuthorizationException denied) {
                throw notAllowed(entry.getKey().name(), "does not show its settings to this user");
            }
        }
        return configs;
    }

    /** Unwraps what Kafka's futures throw; whatever a later try may cure counts as no answer. */
    private static <T> T await(KafkaFuture<T> future) throws TimeoutException, InterruptedException {
        try {
            return future.get(LONGEST_REQUEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            var cause = Objects.requireNonNullElse(failed.getCause(), failed);
            if (cause instanceof UnknownTopicOrPartitionException unknown) {
                throw unknown;
            }
            if (cause instanceof RetriableException || cause instanceof AuthenticationException) {
                var unanswered = new TimeoutException(cause.getClass().getSimpleName() + " " + cause.getMessage());
                unanswered.initCause(cause);
                throw unanswered;
            }
            if (cause instanceof RuntimeException other) {
                throw other;
            }
            throw new IllegalStateException(cause);
        }
    }

    private static TopicsUnsuitableException notAllowed(String topic, String what) {
        return new TopicsUnsuitableException(List.of(new TopicProblem(
                TopicProblem.NOT_ALLOWED,
                topic,
                what,
                "Allow the service's Kafka user to describe its topics and their settings, and to create them where"
                        + " bi.topics.create=true")));
    }
}

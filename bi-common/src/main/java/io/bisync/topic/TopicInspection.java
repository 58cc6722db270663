package io.bisync.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * Compares the topics that exist with what is declared.
 *
 * @param topics each topic that exists
 * @param configs the settings in force of each topic that exists
 */
record TopicInspection(Map<String, TopicDescription> topics, Map<String, Config> configs) {

    List<TopicProblem> problems(List<TopicDeclaration> declarations) {
        var problems = new ArrayList<TopicProblem>();
        declarations.forEach(declaration -> {
            inspect(declaration, problems);
            companions(declaration).forEach(it -> {
                inspect(it, problems);
                requireWrite(it.name(), problems);
            });
        });
        return problems;
    }

    /** What is set aside has to arrive there; without an authorizer everybody may, and an old broker does not say. */
    private void requireWrite(String topic, List<TopicProblem> problems) {
        var description = topics.get(topic);
        var allowed = description == null ? null : description.authorizedOperations();
        if (allowed != null && !allowed.contains(AclOperation.WRITE) && !allowed.contains(AclOperation.ALL)) {
            problems.add(new TopicProblem(
                    TopicProblem.NOT_WRITABLE,
                    topic,
                    "may not be written by this user, so that nothing could be set aside in it",
                    "kafka-acls.sh --add --allow-principal User:<this service's> --operation Write --topic " + topic
                            + ", and see that no ACL denies it"));
        }
    }

    /** What works, and does not hold what people expect of a cluster. */
    List<TopicProblem> risks(List<TopicDeclaration> declarations) {
        var risks = new ArrayList<TopicProblem>();
        for (var declaration : declarations) {
            risk(declaration.name(), risks);
            companions(declaration).forEach(it -> risk(it.name(), risks));
        }
        return risks;
    }

    private void risk(String topic, List<TopicProblem> risks) {
        var description = topics.get(topic);
        var config = configs.get(topic);
        if (description == null || config == null) {
            return;
        }
        var copies = description.partitions().stream()
                .mapToInt(it -> it.replicas().size())
                .min()
                .orElse(0);
        var needed = Integer.parseInt(
                Objects.requireNonNullElse(value(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG), "1"));
        if (copies == 1) {
            risks.add(new TopicProblem(
                    TopicProblem.ONE_COPY,
                    topic,
                    "has one replica: a disk that is lost takes what was acknowledged with it",
                    "Give it three replicas by kafka-reassign-partitions.sh"));
        } else if (needed == 1) {
            risks.add(new TopicProblem(
                    TopicProblem.ONE_COPY,
                    topic,
                    "has min.insync.replicas=1: what is acknowledged may be on one broker alone",
                    alter(topic, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2")));
        } else if (needed >= copies) {
            risks.add(new TopicProblem(
                    TopicProblem.ALL_NEEDED,
                    topic,
                    "has min.insync.replicas=%d of %d replicas: while one broker is away nothing is written"
                            .formatted(needed, copies),
                    alter(topic, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(copies - 1))));
        }
    }

    /** What counts is how many partitions the topic really has. */
    List<TopicDeclaration> companions(TopicDeclaration declaration) {
        var topic = topics.get(declaration.name());
        var count = Math.max(
                declaration.partitions(), topic == null ? 0 : topic.partitions().size());
        return declaration.companions(count);
    }

    private void inspect(TopicDeclaration wanted, List<TopicProblem> problems) {
        var topic = wanted.name();
        var description = topics.get(topic);
        var config = configs.get(topic);
        if (description == null || config == null) {
            problems.add(new TopicProblem(
                    TopicProblem.MISSING,
                    topic,
                    "does not exist",
                    "kafka-topics.sh --create --topic " + topic + " --partitions " + wanted.partitions()
                            + (wanted.use() == TopicDeclaration.Use.REMEMBERED
                                    ? " --config cleanup.policy=compact"
                                    : " --config retention.ms="
                                            + wanted.retention().toMillis())
                            + " --config max.message.bytes="
                            + wanted.maxMessageBytes().toBytes() + ", or set bi.topics.create=true"));
            return;
        }
        var count = description.partitions().size();
        if (count < wanted.partitions()) {
            problems.add(new TopicProblem(
                    TopicProblem.TOO_FEW_PARTITIONS,
                    topic,
                    "has " + count + " partitions and needs " + wanted.partitions(),
                    "kafka-topics.sh --alter --topic " + topic + " --partitions " + wanted.partitions()
                            + " (for a topic with records, read the runbook first: keys move to other partitions)"));
        }
        var policy = value(config, TopicConfig.CLEANUP_POLICY_CONFIG);
        if (wanted.use() == TopicDeclaration.Use.REMEMBERED) {
            if (policy != null && !policy.equalsIgnoreCase(TopicConfig.CLEANUP_POLICY_COMPACT)) {
                problems.add(new TopicProblem(
                        TopicProblem.FORGETFUL,
                        topic,
                        "is not compacted (cleanup.policy=" + policy + "), so what was decided long ago is forgotten",
                        alter(topic, TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
            }
        } else if (policy != null && policy.toLowerCase(Locale.ROOT).contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            problems.add(new TopicProblem(
                    TopicProblem.COMPACTED,
                    topic,
                    "is compacted (cleanup.policy=" + policy + "), which removes records that were not loaded yet",
                    alter(topic, TopicConfig.CLEANUP_POLICY_CONFIG, "delete")));
        }
        atLeast(
                config,
                wanted,
                TopicConfig.RETENTION_MS_CONFIG,
                wanted.retention().toMillis(),
                problems);
        atLeast(
                config,
                wanted,
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                wanted.maxMessageBytes().toBytes(),
                problems);
    }

    private static void atLeast(
            Config config, TopicDeclaration wanted, String name, long least, List<TopicProblem> problems) {
        var value = value(config, name);
        var actual = value == null ? least : Long.parseLong(value);
        if (actual >= 0 && actual < least) {
            problems.add(new TopicProblem(
                    TopicProblem.TOO_SMALL,
                    wanted.name(),
                    "has " + name + "=" + actual + " and needs at least " + least,
                    alter(wanted.name(), name, String.valueOf(least))));
        }
    }

    private static String alter(String topic, String name, String value) {
        return "kafka-configs.sh --alter --entity-type topics --entity-name " + topic + " --add-config " + name + "="
                + value;
    }

    private static @Nullable String value(Config config, String name) {
        var entry = config.get(name);
        return entry == null ? null : entry.value();
    }
}

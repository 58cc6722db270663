package io.bisync.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * Compares the topics that exist with what is declared.
 *
 * @param partitions the number of partitions of each topic that exists
 * @param configs the settings in force of each topic that exists
 */
record TopicInspection(Map<String, Integer> partitions, Map<String, Config> configs) {

    List<TopicProblem> problems(List<TopicDeclaration> declarations) {
        var problems = new ArrayList<TopicProblem>();
        declarations.forEach(declaration -> {
            inspect(declaration, problems);
            companions(declaration).forEach(it -> inspect(it, problems));
        });
        return problems;
    }

    /** What counts is how many partitions the topic really has. */
    List<TopicDeclaration> companions(TopicDeclaration declaration) {
        var count = Math.max(declaration.partitions(), partitions.getOrDefault(declaration.name(), 0));
        return declaration.companions(count);
    }

    private void inspect(TopicDeclaration wanted, List<TopicProblem> problems) {
        var topic = wanted.name();
        var count = partitions.get(topic);
        var config = configs.get(topic);
        if (count == null || config == null) {
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

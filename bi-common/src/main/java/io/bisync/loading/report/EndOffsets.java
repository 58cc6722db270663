package io.bisync.loading.report;

import io.bisync.loading.kafka.LoadingConsumerConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Asks the broker where partitions end for a reader of committed records, and how many partitions topics have. */
public interface EndOffsets {

    /** The ends of those partitions that are answered. */
    Map<TopicPartition, Long> of(Set<TopicPartition> partitions) throws InterruptedException;

    /** The number of partitions of those topics that are answered. */
    Map<String, Integer> partitions(Set<String> topics) throws InterruptedException;

    /** A broker's own answers. */
    static EndOffsets from(Admin admin) {
        return new EndOffsets() {
            @Override
            public Map<TopicPartition, Long> of(Set<TopicPartition> partitions) throws InterruptedException {
                var answers = admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(it -> it, _ -> OffsetSpec.latest())),
                        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
                return answered(partitions.stream()
                        .collect(Collectors.toMap(
                                it -> it, it -> answers.partitionResult(it).thenApply(end -> end.offset()))));
            }

            @Override
            public Map<String, Integer> partitions(Set<String> topics) throws InterruptedException {
                var answers = admin.describeTopics(topics).topicNameValues();
                Map<String, KafkaFuture<Integer>> counts = new HashMap<>();
                answers.forEach((topic, answer) ->
                        counts.put(topic, answer.thenApply(it -> it.partitions().size())));
                return answered(counts);
            }
        };
    }

    private static <K, V> Map<K, V> answered(Map<K, KafkaFuture<V>> futures) throws InterruptedException {
        Map<K, V> answers = new HashMap<>();
        var until = System.nanoTime() + LoadingConsumerConfig.CALL.toNanos();
        for (var future : futures.entrySet()) {
            try {
                var left = Math.max(0, until - System.nanoTime());
                answers.put(future.getKey(), future.getValue().get(left, TimeUnit.NANOSECONDS));
            } catch (ExecutionException | TimeoutException unanswered) {
                future.getValue().cancel(true);
            }
        }
        return answers;
    }
}

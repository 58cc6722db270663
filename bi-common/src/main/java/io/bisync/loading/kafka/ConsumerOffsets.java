package io.bisync.loading.kafka;

import io.bisync.loading.Offsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The consumer as the core sees it; every call is made on the consumer's thread. */
public final class ConsumerOffsets implements Offsets {

    private final Consumer<?, ?> consumer;
    private final TopicIds topicIds;

    public ConsumerOffsets(Consumer<?, ?> consumer, TopicIds topicIds) {
        this.consumer = consumer;
        this.topicIds = topicIds;
    }

    @Override
    public Set<TopicPartition> assigned() {
        return consumer.assignment();
    }

    @Override
    public Map<TopicPartition, Committed> committed(Set<TopicPartition> partitions) {
        Map<TopicPartition, Committed> found = new HashMap<>();
        consumer.committed(partitions, LoadingConsumerConfig.CALL).forEach((partition, offset) -> {
            if (offset != null) {
                found.put(partition, new Committed(offset.offset(), offset.metadata()));
            }
        });
        return found;
    }

    @Override
    public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
        return consumer.beginningOffsets(partitions, LoadingConsumerConfig.CALL);
    }

    @Override
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return consumer.endOffsets(partitions, LoadingConsumerConfig.CALL);
    }

    @Override
    public void commit(Map<TopicPartition, Committed> offsets) {
        Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
        offsets.forEach((partition, offset) ->
                commits.put(partition, new OffsetAndMetadata(offset.offset(), offset.metadata())));
        try {
            consumer.commitSync(commits, LoadingConsumerConfig.CALL);
        } catch (KafkaException unknown) {
            // A lost partition, a rebalance, a fence, a timeout, a wakeup: it may have happened or not.
            throw new CommitUnknownException(unknown.getClass().getSimpleName(), unknown);
        }
    }

    @Override
    public long position(TopicPartition partition) {
        return consumer.position(partition, LoadingConsumerConfig.CALL);
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        consumer.seek(partition, offset);
    }

    @Override
    public void pauseOnly(Set<TopicPartition> partitions) {
        var resumed = new HashSet<>(consumer.paused());
        resumed.removeAll(partitions);
        var paused = new HashSet<>(partitions);
        paused.removeAll(consumer.paused());
        if (!resumed.isEmpty()) {
            consumer.resume(resumed);
        }
        if (!paused.isEmpty()) {
            consumer.pause(paused);
        }
    }

    @Override
    public long lag(TopicPartition partition) {
        return consumer.currentLag(partition).orElse(0);
    }

    @Override
    public Map<String, String> topicIds(Set<String> topics) {
        return topicIds.of(topics);
    }
}

package io.bisync.loading.kafka;

import io.bisync.loading.partition.PartitionCoordinator;
import io.bisync.loading.partition.PartitionStatus;
import io.bisync.loading.range.Prepared;
import io.bisync.loading.range.RangeProcessor;
import io.bisync.loading.range.RangeResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * What a batch listener hands its whole poll to. It returns when the poll is loaded and committed, or laid to rest; it
 * commits by itself, so nobody acknowledges.
 */
public final class LoadingConsumer implements AutoCloseable {

    /**
     * One consumer's part of the core.
     *
     * @param group its consumer group
     * @param partitionCoordinator decides, on the consumer's thread
     * @param work carries ranges out, side by side
     */
    public record Member(String group, PartitionCoordinator partitionCoordinator, RangeProcessor work) {}

    private final Function<Consumer<?, ?>, Member> members;
    private final Map<Consumer<?, ?>, Member> byConsumer = new ConcurrentHashMap<>();
    private final ExecutorService sideBySide = Executors.newVirtualThreadPerTaskExecutor();

    public LoadingConsumer(Function<Consumer<?, ?>, Member> members) {
        this.members = members;
    }

    /** Loads a poll; called by the listener, on the consumer's thread. */
    public void load(ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = new HashMap<>();
        for (var partition : records.partitions()) {
            polled.put(partition, records.records(partition));
        }
        var member = member(consumer);
        round(member, member.partitionCoordinator().polled(polled));
    }

    /** How the partitions of this process stand, by group. */
    public Map<String, List<PartitionStatus>> status() {
        Map<String, List<PartitionStatus>> groups = new TreeMap<>();
        for (var member : byConsumer.values()) {
            groups.merge(member.group(), member.partitionCoordinator().status(), (left, right) -> {
                var both = new ArrayList<>(left);
                both.addAll(right);
                return both;
            });
        }
        return groups;
    }

    @Override
    public void close() {
        sideBySide.close();
    }

    void beforePoll(Consumer<?, ?> consumer) {
        var member = member(consumer);
        round(member, member.partitionCoordinator().beforePoll());
    }

    void assigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        member(consumer).partitionCoordinator().assigned(partitions);
    }

    void revoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        var partitionCoordinator = member(consumer).partitionCoordinator();
        partitionCoordinator.revoked(partitions);
        if (partitionCoordinator.isIdle()) {
            // Made again when it is needed: a closed consumer must not stay here.
            byConsumer.remove(consumer);
        }
    }

    /** A listener or a poll failed: nothing that was polled counts. */
    public void failed(Consumer<?, ?> consumer, String reason) {
        member(consumer).partitionCoordinator().failed(reason);
    }

    /** A poll failed because the offsets of these partitions are not in the topic. */
    public void outOfRange(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        member(consumer).partitionCoordinator().outOfRange(partitions);
    }

    void drop(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        member(consumer).partitionCoordinator().drop(partitions);
    }

    private Member member(Consumer<?, ?> consumer) {
        return byConsumer.computeIfAbsent(consumer, members);
    }

    private void round(Member member, List<Prepared> intended) {
        if (!intended.isEmpty()) {
            member.partitionCoordinator().finish(sideBySide(intended, member.work()));
        }
    }

    private List<RangeResult> sideBySide(List<Prepared> intended, RangeProcessor work) {
        return intended.stream().map(it -> sideBySide.submit(() -> work.run(it))).toList().stream()
                .map(LoadingConsumer::result)
                .toList();
    }

    /** Waits without giving up: whoever interrupts this thread would leave a load running that nobody knows of. */
    private static RangeResult result(Future<RangeResult> future) {
        var interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException again) {
                    interrupted = true;
                } catch (ExecutionException bug) {
                    throw new IllegalStateException("Carrying out a range never throws", bug);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

package io.bisync.loading.kafka;

import io.bisync.loading.Holds;
import io.bisync.loading.range.LoadObserver;
import io.bisync.loading.range.RangeResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The accounts that are held, as bi-basic last said, and the holds that began here, until somebody lifts them. */
public final class AccountHolds implements Holds, LoadObserver {

    /** A hold that began with this record. */
    record Begun(TopicPartition partition, String account, long offset) {}

    private final KafkaDeadLetters topics;
    private final Map<String, String> sources;
    private final boolean liftable;
    private final Set<Begun> begun = ConcurrentHashMap.newKeySet();
    private final Set<Begun> lifted = ConcurrentHashMap.newKeySet();
    private volatile Map<String, Set<String>> bySource = Map.of();

    /**
     * Holds nobody yet.
     *
     * @param sources the source of every topic
     * @param liftable whether there is a bi-basic where somebody can lift a hold
     */
    public AccountHolds(KafkaDeadLetters topics, Map<String, String> sources, boolean liftable) {
        this.topics = topics;
        this.sources = Map.copyOf(sources);
        this.liftable = liftable;
    }

    @Override
    public boolean canBegin() {
        return liftable;
    }

    @Override
    public boolean isHeld(String topic, String account) {
        return bySource.getOrDefault(source(topic), Set.of()).contains(account)
                || (!begun.isEmpty() && hasBegun(source(topic), account));
    }

    @Override
    public boolean isLifted(TopicPartition partition, String account, long began) {
        return lifted.contains(new Begun(partition, account, began));
    }

    @Override
    public void park(String group, List<ConsumerRecord<byte[], byte[]>> records) {
        topics.park(group, records);
    }

    @Override
    public void finished(RangeResult result, Instant at) {
        if (result.failure() == null) {
            var partition = result.range().partition();
            result.rejections().holds().forEach((account, offset) -> {
                var hold = new Begun(partition, account, offset);
                if (!lifted.contains(hold)) {
                    begun.add(hold);
                }
            });
        }
    }

    private boolean hasBegun(String source, String account) {
        return begun.stream()
                .anyMatch(it -> it.account().equals(account)
                        && source(it.partition().topic()).equals(source));
    }

    String source(String topic) {
        return sources.getOrDefault(topic, "");
    }

    /** The holds that began here and that nobody lifted yet, as far as this process knows. */
    Set<Begun> begun() {
        return Set.copyOf(begun);
    }

    void lift(Begun hold) {
        lifted.add(hold);
        begun.remove(hold);
    }

    /** Goes by these from now on. */
    void hold(Map<String, Set<String>> accounts) {
        bySource = Map.copyOf(accounts);
    }
}

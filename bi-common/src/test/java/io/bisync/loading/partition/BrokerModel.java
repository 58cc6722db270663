package io.bisync.loading.partition;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.event.EventHeaders;
import io.bisync.loading.Offsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A broker's logs and one group's offsets, as far as loading sees them. */
public final class BrokerModel {

    final Map<TopicPartition, TreeMap<Long, ConsumerRecord<byte[], byte[]>>> logs = new HashMap<>();
    public final Map<TopicPartition, Offsets.Committed> committed = new HashMap<>();
    final Map<TopicPartition, Long> ends = new HashMap<>();
    String topicId = "topic-1";
    /** What happened, in order; tests and {@link Member} write into it. */
    final List<String> events = new ArrayList<>();

    public ConsumerRecord<byte[], byte[]> append(TopicPartition partition, byte[] key, byte[] value) {
        var record = new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                end(partition),
                1_000L,
                TimestampType.CREATE_TIME,
                key.length,
                value.length,
                key,
                value,
                headers(key),
                Optional.<Integer>empty());
        logs.computeIfAbsent(partition, _ -> new TreeMap<>()).put(record.offset(), record);
        ends.put(partition, record.offset() + 1);
        return record;
    }

    /** The account that the key begins with, as our own publisher writes it. */
    private static RecordHeaders headers(byte[] key) {
        var headers = new RecordHeaders();
        var colon = new String(key, UTF_8).indexOf(':');
        if (colon >= 0) {
            headers.add(EventHeaders.ACCOUNT, Arrays.copyOf(key, colon));
        }
        return headers;
    }

    public void append(TopicPartition partition, int records) {
        for (var i = 0; i < records; i++) {
            append(partition, new byte[0], new byte[0]);
        }
    }

    /** Aborted records and markers: offsets that no poll ever gives. */
    public void appendUnseen(TopicPartition partition, int offsets) {
        ends.put(partition, end(partition) + offsets);
    }

    public long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    public List<ConsumerRecord<byte[], byte[]>> records(TopicPartition partition) {
        return List.copyOf(logs.getOrDefault(partition, new TreeMap<>()).values());
    }

    public long committedOffset(TopicPartition partition) {
        var found = committed.get(partition);
        return found == null ? -1 : found.offset();
    }

    public String note(TopicPartition partition) {
        var found = committed.get(partition);
        return found == null ? "" : found.metadata();
    }

    Member member(TopicPartition... partitions) {
        return new Member(Set.of(partitions));
    }

    /** One member's consumer. */
    final class Member implements Offsets {

        final Set<TopicPartition> owned;
        final Map<TopicPartition, Long> positions = new HashMap<>();
        Set<TopicPartition> paused = Set.of();
        int commits;
        /** The next commits: true throws before, false throws after it happened. */
        final List<Boolean> failingCommits = new ArrayList<>();

        boolean unreachable;

        Member(Set<TopicPartition> owned) {
            this.owned = new HashSet<>(owned);
        }

        /** What the consumer does after the callback: positions where the group has an offset. */
        void position() {
            owned.forEach(it -> positions.computeIfAbsent(it, p -> committedOffset(p)));
        }

        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> poll(int most) {
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = new HashMap<>();
            for (var partition : owned) {
                var log = logs.getOrDefault(partition, new TreeMap<>());
                if (paused.contains(partition)) {
                    continue;
                }
                var records = log.tailMap(position(partition)).values().stream()
                        .limit(most)
                        .toList();
                if (!records.isEmpty()) {
                    polled.put(partition, records);
                }
                var last = records.size() < most
                        ? end(partition)
                        : records.getLast().offset() + 1;
                positions.put(partition, last);
            }
            return polled;
        }

        @Override
        public Set<TopicPartition> assigned() {
            return Set.copyOf(owned);
        }

        @Override
        public Map<TopicPartition, Committed> committed(Set<TopicPartition> partitions) {
            if (unreachable) {
                throw new IllegalStateException("The broker is down");
            }
            Map<TopicPartition, Committed> found = new HashMap<>(committed);
            found.keySet().retainAll(partitions);
            return found;
        }

        @Override
        public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> found = new HashMap<>();
            partitions.forEach(it -> {
                var log = logs.getOrDefault(it, new TreeMap<>());
                found.put(it, log.isEmpty() ? 0L : log.firstKey());
            });
            return found;
        }

        @Override
        public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> found = new HashMap<>();
            partitions.forEach(it -> found.put(it, end(it)));
            return found;
        }

        @Override
        public void commit(Map<TopicPartition, Committed> offsets) {
            commits++;
            var before = failingCommits.isEmpty() ? null : failingCommits.removeFirst();
            if (Boolean.TRUE.equals(before)) {
                throw new CommitUnknownException("before", new IllegalStateException());
            }
            offsets.forEach((partition, offset) -> {
                committed.put(partition, offset);
                events.add("commit " + offset.offset() + (offset.metadata().contains(" to=") ? " intent" : ""));
            });
            if (Boolean.FALSE.equals(before)) {
                throw new CommitUnknownException("after", new IllegalStateException());
            }
        }

        @Override
        public long position(TopicPartition partition) {
            return positions.computeIfAbsent(partition, BrokerModel.this::committedOffset);
        }

        @Override
        public void seek(TopicPartition partition, long offset) {
            positions.put(partition, offset);
        }

        @Override
        public void pauseOnly(Set<TopicPartition> partitions) {
            paused = Set.copyOf(partitions);
        }

        @Override
        public long lag(TopicPartition partition) {
            return owned.contains(partition) ? Math.max(0, end(partition) - position(partition)) : 0;
        }

        @Override
        public Map<String, String> topicIds(Set<String> topics) {
            Map<String, String> found = new HashMap<>();
            topics.forEach(it -> found.put(it, topicId));
            return found;
        }
    }
}

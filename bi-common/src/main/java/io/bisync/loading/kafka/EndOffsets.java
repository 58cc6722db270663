package io.bisync.loading.kafka;

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
import org.apache.kafka.common.TopicPartition;

/** Asks the broker where partitions end for a reader of committed records; a resting consumer does not know. */
final class EndOffsets {

    private final Admin admin;

    EndOffsets(Admin admin) {
        this.admin = admin;
    }

    /** The ends, or none at all when the broker does not answer. */
    Map<TopicPartition, Long> of(Set<TopicPartition> partitions) throws InterruptedException {
        try {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(
                            partitions.stream().collect(Collectors.toMap(it -> it, _ -> OffsetSpec.latest())),
                            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get(LoadingConsumers.CALL.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException | TimeoutException unanswered) {
            return Map.of();
        }
    }
}

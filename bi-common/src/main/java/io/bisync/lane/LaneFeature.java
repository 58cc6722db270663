package io.bisync.lane;

import io.bisync.account.ListenerStatus.Kind;
import io.bisync.account.ListenerStatus.LastError;
import io.bisync.account.ListenerStatus.ListenerPartition;
import io.bisync.account.ListenerStatus.Standing;
import io.bisync.listener.ListenerFeature;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.MessageListenerContainer;

/** What the list of listeners says of those that have lanes. */
final class LaneFeature implements ListenerFeature {

    @Override
    public Kind kind() {
        return Kind.LANES;
    }

    @Override
    public boolean has(MessageListenerContainer container) {
        return container.getContainerProperties().getMessageListener() instanceof LaneListener;
    }

    @Override
    public List<ListenerPartition> partitions(MessageListenerContainer container) {
        return container.getContainerProperties().getMessageListener() instanceof LaneListener listener
                ? listener.blocking().stream()
                        .map(it -> new ListenerPartition(
                                it.topic(), it.partition(), null, null, null, null, Standing.RESTS, "BI-LANE-01"))
                        .toList()
                : List.of();
    }

    @Override
    public @Nullable LastError lastError(MessageListenerContainer container) {
        return container.getContainerProperties().getMessageListener() instanceof LaneListener listener
                ? listener.lastError()
                : null;
    }
}

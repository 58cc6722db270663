package io.bisync.loading.report;

import io.bisync.account.ListenerStatus.Kind;
import io.bisync.account.ListenerStatus.ListenerPartition;
import io.bisync.account.ListenerStatus.Standing;
import io.bisync.listener.ListenerFeature;
import io.bisync.loading.kafka.LoadingContract;
import io.bisync.loading.partition.PartitionStatus;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.MessageListenerContainer;

/** What the list of listeners says of those that load. */
final class LoadingListeners implements ListenerFeature {

    private final Backlog backlog;

    LoadingListeners(Backlog backlog) {
        this.backlog = backlog;
    }

    @Override
    public Kind kind() {
        return Kind.LOADING;
    }

    @Override
    public boolean has(MessageListenerContainer container) {
        return LoadingContract.isPassed(container.getContainerProperties());
    }

    @Override
    public List<ListenerPartition> partitions(MessageListenerContainer container) {
        return backlog.groups().getOrDefault(Objects.requireNonNullElse(container.getGroupId(), ""), List.of()).stream()
                .map(LoadingListeners::partition)
                .toList();
    }

    private static ListenerPartition partition(PartitionStatus status) {
        var lag = status.lag();
        var failure = status.failure();
        return new ListenerPartition(
                status.topic(),
                status.partition(),
                known(status.position()),
                known(status.committed()),
                lag == null ? null : Long.valueOf(lag + Math.max(status.committed(), status.position())),
                lag,
                status.restsUntil() == null ? Standing.READS : Standing.RESTS,
                failure == null ? null : failure.kind().code());
    }

    private static @Nullable Long known(long offset) {
        return offset < 0 ? null : Long.valueOf(offset);
    }
}

package io.bisync.listener;

import io.bisync.account.ListenerStatus;
import io.bisync.account.ListenerStatus.Kind;
import io.bisync.account.ListenerStatus.LastError;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.kafka.listener.AbstractShareKafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;

/** What listeners are, as the features say that have them. */
record Features(List<ListenerFeature> all) {

    Kind kind(MessageListenerContainer container) {
        return all.stream()
                .filter(it -> it.has(container))
                .map(ListenerFeature::kind)
                .findFirst()
                .orElse(container instanceof AbstractShareKafkaMessageListenerContainer ? Kind.SHARED : Kind.HANDLER);
    }

    List<ListenerStatus.ListenerPartition> partitions(MessageListenerContainer container) {
        return all.stream()
                .filter(it -> it.has(container))
                .flatMap(it -> it.partitions(container).stream())
                .toList();
    }

    Stream<LastError> lastErrors(MessageListenerContainer container) {
        return all.stream()
                .filter(it -> it.has(container))
                .map(it -> it.lastError(container))
                .filter(Objects::nonNull);
    }

    /** A loading consumer must not be asked before its group has a first offset. */
    boolean knowPositions(MessageListenerContainer container) {
        return kind(container) == Kind.LOADING;
    }
}

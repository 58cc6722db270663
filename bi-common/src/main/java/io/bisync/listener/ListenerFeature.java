package io.bisync.listener;

import io.bisync.account.ListenerStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.MessageListenerContainer;

/** A kind of listeners that knows more of its own ones than their consumers do: beans of it. Any thread asks. */
public interface ListenerFeature {

    ListenerStatus.Kind kind();

    /** Whether the container is one of its own. */
    boolean has(MessageListenerContainer container);

    /** The partitions of this process of which it knows something; what it leaves out as null is asked elsewhere. */
    List<ListenerStatus.ListenerPartition> partitions(MessageListenerContainer container);

    /** What failed last out of the container's sight; null where nothing did. */
    default ListenerStatus.@Nullable LastError lastError(MessageListenerContainer container) {
        return null;
    }
}

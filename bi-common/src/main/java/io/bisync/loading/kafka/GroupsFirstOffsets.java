package io.bisync.loading.kafka;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.kafka.event.ConcurrentContainerStoppedEvent;
import org.springframework.kafka.event.ConsumerStoppedEvent.Reason;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * With the {@code consumer} protocol the client asks for a position before the loader could commit a new group's first
 * offset, and the container stops. By then the offset is committed, so one start from another thread is enough.
 */
final class GroupsFirstOffsets implements ApplicationListener<ConcurrentContainerStoppedEvent> {

    private static final Logger log = LoggerFactory.getLogger(GroupsFirstOffsets.class);

    @Override
    public void onApplicationEvent(ConcurrentContainerStoppedEvent event) {
        if (event.getReason() == Reason.NO_OFFSET
                && event.getSource() instanceof ConcurrentMessageListenerContainer<?, ?> container
                && container.getContainerProperties().getMessageListener() instanceof LoadingListener) {
            log.info("Listener {} starts again: its group had no offset", container.getListenerId());
            Thread.ofVirtual().name("first-offsets").start(container::start);
        }
    }
}

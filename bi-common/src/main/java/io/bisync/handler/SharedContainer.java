package io.bisync.handler;

import org.springframework.kafka.core.ShareConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ShareKafkaMessageListenerContainer;

/** Spring's own, whose number of consumers may be set at any time, for its next start. */
final class SharedContainer extends ShareKafkaMessageListenerContainer<byte[], byte[]> {

    private volatile int concurrency = 1;

    SharedContainer(ShareConsumerFactory<byte[], byte[]> consumers, ContainerProperties properties) {
        super(consumers, properties);
    }

    int concurrency() {
        return concurrency;
    }

    void concurrency(int consumers) {
        concurrency = consumers;
    }

    @Override
    public void setConcurrency(int consumers) {
        super.setConcurrency(consumers);
        concurrency = consumers;
    }

    @Override
    public void pause() {
        throw new UnsupportedOperationException("A listener of a share group cannot be paused, only stopped");
    }

    @Override
    protected void doStart() {
        if (!isRunning()) {
            super.setConcurrency(concurrency);
        }
        super.doStart();
    }
}

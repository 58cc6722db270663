package io.bisync.handler;

import io.bisync.account.ListenerStatus.LastError;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ShareConsumerFactory;
import org.springframework.kafka.event.ConsumerRetryAuthEvent;
import org.springframework.kafka.event.ConsumerRetryAuthEvent.Reason;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ShareKafkaMessageListenerContainer;

/** Spring's own, whose number of consumers may be set at any time, for its next start. */
final class SharedContainer extends ShareKafkaMessageListenerContainer<byte[], byte[]> implements FailureKeeping {

    private volatile int concurrency = 1;
    private volatile @Nullable LastError lastError;

    /** Whether nobody wants it to run. */
    private volatile boolean rests = true;

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
    public @Nullable LastError lastError() {
        return lastError;
    }

    void failed(LastError failure) {
        lastError = failure;
    }

    /** Says so as Spring's other containers do. */
    void refused(Reason reason) {
        var publisher = getApplicationEventPublisher();
        if (publisher != null) {
            publisher.publishEvent(new ConsumerRetryAuthEvent(this, this, reason));
        }
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
        rests = false;
        super.doStart();
    }

    @Override
    protected void doStop() {
        rests = true;
        super.doStop();
    }

    /** Spring's own calls one that was not started yet, or was stopped, a dead one. */
    @Override
    public boolean isInExpectedState() {
        return rests || isRunning();
    }
}

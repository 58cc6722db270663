package io.bisync.event;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.NoProducerAvailableException;
import org.springframework.kafka.core.TransactionIdSuffixStrategy;

/** Lets a factory make one producer, whose transactional id is the factory's prefix as it stands. */
final class OneProducer implements TransactionIdSuffixStrategy {

    private final AtomicBoolean made = new AtomicBoolean();

    @Override
    public String acquireSuffix(@Nullable String id) {
        if (made.getAndSet(true)) {
            throw new NoProducerAvailableException(
                    "The producer is at work, failed, or was shut out", String.valueOf(id));
        }
        return "";
    }

    @Override
    public void releaseSuffix(@Nullable String id, @Nullable String suffix) {
        // A producer that is gone stays gone.
    }
}

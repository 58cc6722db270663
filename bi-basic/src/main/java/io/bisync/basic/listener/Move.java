package io.bisync.basic.listener;

import io.bisync.account.ListenerStatus.Kind;
import io.bisync.loading.FailureException;
import io.bisync.loading.range.OffsetMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One partition whose position changes.
 *
 * @param from where its group read on until now; where it has no position yet, the beginning of the partition
 * @param to where it reads on
 * @param records from one to the other at most; negative where they are read again
 */
record Move(String topic, int partition, long from, long to, long records) {

    Move(String topic, int partition, long from, long to) {
        this(topic, partition, from, to, to - from);
    }

    TopicPartition of() {
        return new TopicPartition(topic, partition);
    }

    boolean stays() {
        return from == to;
    }

    /**
     * Why it must not be, or null.
     *
     * @param note what is committed beside the position
     */
    @Nullable String refusal(Kind kind, String note) {
        if (kind != Kind.LOADING || stays()) {
            return null;
        }
        if (to < from) {
            return "%s-%d would go back from %d to %d: the labels of what a listener loaded are finished, so it would load nothing and say nothing. Load those days again instead"
                    .formatted(topic, partition, from, to);
        }
        try {
            var loading = OffsetMetadata.parse(note);
            var intent = loading == null ? null : loading.intent();
            return intent != null && to < intent.to()
                    ? "%s-%d has begun to load the records from %d to %d together: go to %d or further, not into their middle"
                            .formatted(topic, partition, from, intent.to(), intent.to())
                    : null;
        } catch (FailureException unreadable) {
            return "%s-%d: %s".formatted(topic, partition, unreadable.getMessage());
        }
    }
}

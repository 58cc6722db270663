package io.bisync.loading.range;

import io.bisync.loading.Failure;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;

/** Port to whoever counts; called on the consumers' threads, so it returns at once and never throws. */
public interface LoadObserver {

    /** Records were taken in for the first time by this process. */
    default void received(String topic, int records) {}

    /** StarRocks answered a load; called on the thread that sent it. */
    default void answered(LoadRequest request, LoadOutcome outcome) {}

    /** A range is loaded and its closing commit done; or it failed, see its failure. */
    default void finished(RangeResult result, Instant at) {}

    /** Partitions went to another member before these records were committed here. */
    default void handedOver(String topic, long records) {}

    /** A partition rests for a reason it did not have before. */
    default void failed(TopicPartition partition, Failure failure) {}
}

package io.bisync.loading.kafka;

import io.bisync.loading.Failure;
import io.bisync.loading.range.LoadObserver;
import io.bisync.loading.range.RangeResult;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** All of them, one after the other. */
record LoadObservers(List<LoadObserver> all) implements LoadObserver {

    @Override
    public void received(String topic, int records) {
        all.forEach(it -> it.received(topic, records));
    }

    @Override
    public void answered(LoadRequest request, LoadOutcome outcome) {
        all.forEach(it -> it.answered(request, outcome));
    }

    @Override
    public void finished(RangeResult result, Instant at) {
        all.forEach(it -> it.finished(result, at));
    }

    @Override
    public void handedOver(String topic, long records) {
        all.forEach(it -> it.handedOver(topic, records));
    }

    @Override
    public void failed(TopicPartition partition, Failure failure) {
        all.forEach(it -> it.failed(partition, failure));
    }
}

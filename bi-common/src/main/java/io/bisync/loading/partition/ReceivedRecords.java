package io.bisync.loading.partition;

import io.bisync.loading.range.RangeResult;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts the records of one partition as they come, each of them once, and which of them wait for their commit. */
final class ReceivedRecords {

    private long to;
    private long waiting;

    /** Gives how many of these came for the first time. */
    int add(List<ConsumerRecord<byte[], byte[]>> records) {
        if (records.isEmpty() || records.getLast().offset() < to) {
            return 0;
        }
        var news = 0;
        for (var record : records) {
            news += record.offset() >= to ? 1 : 0;
        }
        to = records.getLast().offset() + 1;
        waiting += news;
        return news;
    }

    /** What was read before a rest may end up in two ranges: only those of the committed one do not wait any more. */
    void committed(RangeResult result) {
        waiting -= result.counts().records();
    }

    long waiting() {
        return waiting;
    }
}

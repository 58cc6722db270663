package io.bisync.loading.range;

import io.bisync.loading.LoadingRules;
import io.bisync.loading.partition.Phase;
import io.bisync.loading.range.OffsetMetadata.Intent;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Ranges as the tests of loading need them. */
public final class Ranges {

    private Ranges() {}

    /** A range that is known by nothing but where it is. */
    public static Range.Fresh fresh(TopicPartition partition, String topicId, int epoch, long from, long to) {
        var start = new Range.Start(partition, topicId, from, Rejections.NOTHING);
        return new Range.Fresh(start, epoch, intent(to), List.of());
    }

    /** An intent as somebody wrote it who compared nothing. */
    static Intent intent(long to) {
        return new Intent(to, Instant.EPOCH, null, null, new TreeSet<>(), new TreeMap<>(), new TreeSet<>());
    }

    /** What a partition makes of these records when it gathers them in one poll. */
    static Prepared gathered(
            RangeNormaliser normaliser,
            LoadingRules rules,
            Range.Start start,
            List<ConsumerRecord<byte[], byte[]>> records,
            Instant now) {
        var gathering = new Phase.Gathering(start, 0, normaliser.fresh(start), now);
        gathering.add(records, rules.rangeBytes(), now);
        return gathering.prepared();
    }

    /** What a partition makes of these records when it finds this intent. */
    static Prepared recovered(
            RangeNormaliser normaliser,
            Range.Start start,
            int epoch,
            Intent intent,
            AbortedLoads abortedLoads,
            List<ConsumerRecord<byte[], byte[]>> records) {
        var recovering = new Phase.Recovering(start, epoch, intent, abortedLoads);
        recovering.add(records);
        return recovering.prepared(normaliser);
    }
}

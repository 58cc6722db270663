package io.bisync.loading.partition;

import io.bisync.loading.FailureException;
import io.bisync.loading.range.AbortedLoads;
import io.bisync.loading.range.LoadLog;
import io.bisync.loading.range.OffsetMetadata.Intent;
import io.bisync.loading.range.Prepared;
import io.bisync.loading.range.Range;
import io.bisync.loading.range.RangeNormaliser;
import io.bisync.loading.range.RangeRows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a partition is doing, with all that it needs for that and nothing else. */
public sealed interface Phase {

    /**
     * Goes by nothing: the committed offset is read again before anything else.
     *
     * @param abortedLoads what StarRocks refused of the range that is likely to be found there
     */
    record Forgotten(AbortedLoads abortedLoads) implements Phase {

        @Override
        public long committed() {
            return -1;
        }

        @Override
        public long end() {
            return -1;
        }
    }

    /** Goes by the committed offset, and no record above it is here. */
    record Ready(Range.Start start) implements Phase {

        @Override
        public long committed() {
            return start.from();
        }

        @Override
        public long end() {
            return -1;
        }
    }

    /** Gathers a fresh range over several polls. Its rows stay here and every poll is added to them, until it is sent. */
    final class Gathering implements Phase {

        private final Range.Start start;
        private final int epoch;
        private final RangeRows rows;
        private final Instant since;
        private Instant at;
        private long to;
        private boolean full;

        /** Where the partition ended when gathering began; -1 until that is asked. */
        private long goal = -1;

        private List<ConsumerRecord<byte[], byte[]>> single = List.of();

        public Gathering(Range.Start start, int epoch, RangeRows rows, Instant since) {
            this.start = start;
            this.epoch = epoch;
            this.rows = rows;
            this.since = since;
            this.at = since;
            this.to = start.from();
        }

        /**
         * Adds records until the rows have so many bytes; it ends before what is left over. Refused rows are read again
         * before they are split, so that of many records none is kept; a single record that is refused is rejected as it is.
         *
         * @throws FailureException when they cannot be added; a part of them may be in the rows all the same
         */
        public void add(List<ConsumerRecord<byte[], byte[]>> records, long mostBytes, Instant now) {
            var taken = rows.take(records, mostBytes);
            LoadLog.follow(records, rows.traces());
            full = taken < records.size();
            to = taken == 0
                    ? records.getFirst().offset()
                    : records.get(taken - 1).offset() + 1;
            single = rows.records() > 1 ? List.of() : records.subList(0, taken);
            at = now;
        }

        /**
         * Whether all that was there when gathering began is gathered: what comes later has not waited yet, and a change
         * that waited through a rest is not kept waiting for it.
         *
         * @param lag how much the partition has beyond what was polled
         */
        boolean hasWhatWasThere(long lag) {
            if (goal < 0) {
                goal = to + lag;
            }
            return to >= goal || lag == 0;
        }

        /** Whether it need not wait for more. */
        boolean isDue(Duration linger, Instant now) {
            return full || !now.isBefore(since.plus(linger));
        }

        long bytes() {
            return rows.bytes();
        }

        public Prepared prepared() {
            return new Prepared(new Range.Fresh(start, epoch, rows.intent(to, at), single), rows);
        }

        @Override
        public long committed() {
            return start.from();
        }

        @Override
        public long end() {
            return to;
        }
    }

    /** Collects the records of a range that was intended before. */
    final class Recovering implements Phase {

        private final Range.Start start;
        private final int epoch;
        private final Intent intent;
        private final AbortedLoads abortedLoads;
        private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

        public Recovering(Range.Start start, int epoch, Intent intent, AbortedLoads abortedLoads) {
            this.start = start;
            this.epoch = epoch;
            this.intent = intent;
            this.abortedLoads = abortedLoads;
        }

        /** Takes those that are inside of it. */
        public void add(List<ConsumerRecord<byte[], byte[]>> more) {
            for (var record : more) {
                if (record.offset() < intent.to()) {
                    records.add(record);
                }
            }
        }

        /** The lowest offset that may come next. */
        long next() {
            return records.isEmpty() ? start.from() : records.getLast().offset() + 1;
        }

        List<ConsumerRecord<byte[], byte[]>> records() {
            return records;
        }

        public Prepared prepared(RangeNormaliser normaliser) {
            var rows = normaliser.intended(start, intent);
            rows.take(records, Long.MAX_VALUE);
            LoadLog.follow(records, rows.traces());
            return new Prepared(new Range.Recovered(start, epoch, intent, abortedLoads, records), rows);
        }

        @Override
        public long committed() {
            return start.from();
        }

        @Override
        public long end() {
            return intent.to();
        }
    }

    /** Waits for what becomes of its range. */
    record Loading(Range range) implements Phase {

        @Override
        public long committed() {
            return range.from();
        }

        @Override
        public long end() {
            return range.to();
        }
    }

    /** The committed offset, or -1 where it has to be read again. */
    long committed();

    /** The end of what is gathered, recovered or loaded, or -1. */
    long end();
}

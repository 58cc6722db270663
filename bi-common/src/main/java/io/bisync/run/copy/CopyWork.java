package io.bisync.run.copy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.bisync.event.EventHeaders;
import io.bisync.event.Origin;
import io.bisync.loading.FailureException;
import io.bisync.loading.kafka.HistoryRecords.Made;
import io.bisync.run.Finding;
import io.bisync.run.Slice;
import io.bisync.run.SliceKind;
import io.bisync.run.SliceProgress;
import io.bisync.run.Stretch;
import io.bisync.run.comparison.FoundRows;
import io.bisync.run.work.PageSink;
import io.bisync.run.work.SliceStoppedException;
import io.bisync.run.work.SliceWork;
import java.util.ArrayList;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends records that Kafka still has to the topic of history of their entity: replays, and dead letters again. */
final class CopyWork implements SliceWork {

    /** What failed for want of a schema is tried again. */
    private static final String NOT_YET = "BI-RUN-07";

    private final Stretches stretches;

    CopyWork(Stretches stretches) {
        this.stretches = stretches;
    }

    @Override
    public Set<SliceKind> kinds() {
        return Set.of(SliceKind.REPLAY, SliceKind.REDRIVE);
    }

    @Override
    public void work(Slice slice, SliceProgress from, PageSink sink)
            throws SliceStoppedException, InterruptedException {
        var stretch = slice.theStretch();
        var records = stretches.records();
        var loaded = Stretches.loaded(records, stretch);
        var found = new FoundRows(from.found());
        var mend = stretch.mend();
        var mended = mend == null ? null : new MendedRecord(loaded, stretches.privacy(), records, mend);
        try (var reader = stretches.read(stretch, from)) {
            for (var isDone = from.cursor() == null && isEmpty(stretch); !isDone; ) {
                var page = reader.next();
                var copies = new ArrayList<ProducerRecord<byte[], byte[]>>();
                for (var record : page.records()) {
                    if (mended != null) {
                        copies.add(sentBy(slice, record, mended.of(record)));
                    } else {
                        switch (records.of(record)) {
                            case Made.Copy(var copy) -> copies.add(sentBy(slice, record, copy));
                            case Made.Unreadable(var code, var message) ->
                                found.add(
                                        Finding.Sort.UNKNOWN,
                                        1,
                                        "%s %s-%d@%d is not copied: %s"
                                                .formatted(
                                                        code,
                                                        record.topic(),
                                                        record.partition(),
                                                        record.offset(),
                                                        message));
                        }
                    }
                }
                isDone = page.next() >= stretch.to();
                sink.send(
                        copies,
                        isDone ? null : Long.toString(page.next()),
                        Stretches.expected(stretch),
                        found.all(null, null));
            }
        } catch (FailureException notYet) {
            throw SliceStoppedException.passing(NOT_YET, notYet.failure().message());
        }
    }

    private static boolean isEmpty(Stretch stretch) {
        return stretch.from() >= stretch.to();
    }

    private static ProducerRecord<byte[], byte[]> sentBy(
            Slice slice, ConsumerRecord<byte[], byte[]> record, ProducerRecord<byte[], byte[]> copy) {
        var headers = copy.headers();
        var origin = EventHeaders.text(headers, EventHeaders.ORIGIN);
        if (origin != null && headers.lastHeader(EventHeaders.FIRST_ORIGIN) == null) {
            headers.add(EventHeaders.FIRST_ORIGIN, origin.getBytes(US_ASCII));
        }
        headers.remove(EventHeaders.ORIGIN)
                .add(EventHeaders.ORIGIN, Origin.REPLAY.header().getBytes(US_ASCII));
        if (slice.kind() == SliceKind.REDRIVE) {
            var attempts = EventHeaders.number(record.headers(), EventHeaders.ATTEMPTS);
            headers.remove(EventHeaders.ATTEMPTS)
                    .add(
                            EventHeaders.ATTEMPTS,
                            Long.toString(attempts == null ? 1 : attempts + 1).getBytes(US_ASCII));
        }
        return copy;
    }
}

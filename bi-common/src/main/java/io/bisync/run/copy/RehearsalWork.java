package io.bisync.run.copy;

import io.bisync.event.EventHeaders;
import io.bisync.loading.FailureException;
import io.bisync.loading.kafka.HistoryRecords;
import io.bisync.loading.kafka.HistoryRecords.Made;
import io.bisync.record.RecordSchema;
import io.bisync.row.Normalised;
import io.bisync.row.Normaliser;
import io.bisync.row.RangeBuffer;
import io.bisync.row.SourceRecord;
import io.bisync.run.Finding.Sort;
import io.bisync.run.Slice;
import io.bisync.run.SliceKind;
import io.bisync.run.SliceProgress;
import io.bisync.run.comparison.FoundRows;
import io.bisync.run.comparison.RowComparison;
import io.bisync.run.work.PageSink;
import io.bisync.run.work.SliceStoppedException;
import io.bisync.run.work.SliceWork;
import io.bisync.starrocks.StarRocksException;
import io.bisync.table.Entity;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Tells what a replay would change: reads the records as it would, makes rows of them as loading would, and publishes nothing. */
final class RehearsalWork implements SliceWork {

    /** So many records of a slice are a sample that is large enough. */
    private static final long MOST_RECORDS = 20_000;

    private final Stretches stretches;
    private final Function<String, List<List<@Nullable Object>>> sql;

    RehearsalWork(Stretches stretches, Function<String, List<List<@Nullable Object>>> sql) {
        this.stretches = stretches;
        this.sql = sql;
    }

    @Override
    public Set<SliceKind> kinds() {
        return Set.of(SliceKind.REHEARSAL);
    }

    @Override
    public void work(Slice slice, SliceProgress from, PageSink sink)
            throws SliceStoppedException, InterruptedException {
        var stretch = slice.theStretch();
        var records = stretches.records();
        var entity = Stretches.loaded(records, stretch).entity().under(stretches.privacy());
        var normaliser = new Normaliser(new RecordSchema(entity));
        var comparison = new RowComparison(entity, sql);
        var found = new FoundRows(from.found());
        try (var reader = stretches.read(stretch, from)) {
            var compared = from.rows();
            for (var isDone = false; !isDone; ) {
                var page = reader.next();
                var rows = new RangeBuffer(entity);
                page.records().forEach(it -> take(it, entity, records, normaliser, rows, found));
                comparison
                        .compare(rows)
                        .forEach(it -> found.add(it.sort(), 1, it.sort() == Sort.SAME ? "" : it.words()));
                compared += page.records().size();
                isDone = page.next() >= stretch.to();
                if (!isDone && compared >= MOST_RECORDS) {
                    isDone = true;
                    found.add(
                            Sort.UNKNOWN,
                            stretch.to() - page.next(),
                            "A sample: the first %d records up to offset %d were compared"
                                    .formatted(compared, page.next()));
                }
                sink.tell(
                        page.records().size(),
                        isDone ? null : Long.toString(page.next()),
                        Stretches.expected(stretch),
                        0,
                        found.all(null, null));
            }
        } catch (FailureException notYet) {
            throw SliceStoppedException.passing("BI-RUN-07", notYet.failure().message());
        } catch (StarRocksException failed) {
            throw SliceStoppedException.passing(failed.code().code(), String.valueOf(failed.getMessage()));
        }
    }

    private static void take(
            ConsumerRecord<byte[], byte[]> record,
            Entity entity,
            HistoryRecords records,
            Normaliser normaliser,
            RangeBuffer rows,
            FoundRows found) {
        switch (records.of(record)) {
            case Made.Unreadable(var code, var message) -> found.add(Sort.UNKNOWN, 1, example(record, code, message));
            case Made.Copy(var copy) -> {
                if (normaliser.normalise(source(entity, record, copy), rows)
                        instanceof Normalised.Rejected(var code, var message)) {
                    found.add(Sort.UNKNOWN, 1, example(record, code, message));
                }
            }
        }
    }

    private static String example(ConsumerRecord<byte[], byte[]> record, String code, String message) {
        return "%s-%d@%d would be set aside: %s %s"
                .formatted(record.topic(), record.partition(), record.offset(), code, message);
    }

    private static SourceRecord source(
            Entity entity, ConsumerRecord<byte[], byte[]> record, ProducerRecord<byte[], byte[]> copy) {
        return Stretches.source(
                entity, record, copy.key(), copy.value(), copy.headers(), EventHeaders.version(copy.headers()));
    }
}

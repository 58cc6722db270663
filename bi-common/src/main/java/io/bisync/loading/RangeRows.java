package io.bisync.loading;

import io.bisync.event.EventHeaders;
import io.bisync.loading.DeadLetters.DeadLetter;
import io.bisync.loading.RangeCounts.TableCount;
import io.bisync.starrocks.LoadBody;
import io.bisync.starrocks.LoadRequest;
import io.bisync.table.Entity;
import io.bisync.table.Normalised;
import io.bisync.table.Normaliser;
import io.bisync.table.Round;
import io.bisync.table.SourceRecord;
import io.bisync.table.TableRows;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The rows of one range: its loads in load order, what has to be set aside, and the counts. A pure function of the records. */
final class RangeRows {

    private static final String MERGE_CONDITION = "record_version";

    private final Round round;
    private final List<DeadLetter> aside = new ArrayList<>();
    private final AccountTally accounts = new AccountTally();
    private int fitting;
    private int ignored;
    private int unknown;
    private int asideRun;

    private RangeRows(Round round, int asideRun) {
        this.round = round;
        this.asideRun = asideRun;
    }

    /**
     * Normalises the records of a range.
     *
     * @throws TroubleException when more records in a row than {@code setAsideLimit} do not fit
     */
    static RangeRows of(Range range, Entity entity, int setAsideLimit) {
        var rows = new RangeRows(new Round(entity), range.asideBefore());
        var normaliser = new Normaliser(entity);
        for (var record : range.records()) {
            rows.add(record, normaliser);
            if (rows.asideRun > setAsideLimit) {
                throw new TroubleException(rows.schemaIsWrong(range));
            }
        }
        return rows;
    }

    List<LoadRequest> loads(Range range, Labels labels) {
        return round.tables().stream()
                .filter(it -> it.rows() > 0)
                .map(it -> new LoadRequest(
                        labels.label(it.table().name(), range),
                        it.table().name(),
                        it.table().columnNames(),
                        MERGE_CONDITION,
                        new Body(it)))
                .toList();
    }

    List<DeadLetter> aside() {
        return aside;
    }

    int asideRun() {
        return asideRun;
    }

    RangeCounts counts() {
        return new RangeCounts(
                fitting - round.superseded(),
                round.superseded(),
                aside.size(),
                ignored,
                round.versionConflicts(),
                unknown,
                round.tables().stream()
                        .map(it -> new TableCount(it.table().name(), it.rows(), it.bytes()))
                        .toList(),
                accounts.counts());
    }

    private void add(ConsumerRecord<byte[], byte[]> record, Normaliser normaliser) {
        var tally = accounts.of(record);
        var source = new SourceRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                record.value(),
                tally.account(),
                EventHeaders.version(record.headers()));
        switch (normaliser.normalise(source, round)) {
            case Normalised.Rows rows -> {
                fitting++;
                unknown += rows.unknown();
                tally.loaded(rows.rows(), record);
                asideRun = 0;
            }
            case Normalised.Ignored _ -> ignored++;
            case Normalised.Misfit misfit -> {
                aside.add(new DeadLetter(record, misfit.code(), misfit.message()));
                tally.setAside();
                asideRun++;
            }
        }
    }

    private Trouble schemaIsWrong(Range range) {
        var last = aside.getLast();
        return new Trouble(
                TroubleKind.SCHEMA,
                "%d records in a row up to offset %d do not fit the declaration, the last with %s (%s): a schema is wrong, not a record; nothing of range %s is loaded or set aside until the declaration or bi.loading.set-aside-limit changes"
                        .formatted(asideRun, last.record().offset(), last.code(), last.reason(), range.text()));
    }

    /** The rows as the client wants them. */
    private record Body(TableRows table) implements LoadBody {

        @Override
        public long rows() {
            return table.rows();
        }

        @Override
        public long length() {
            return table.bytes();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            table.writeTo(out);
        }
    }
}

package io.bisync.loading;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import io.bisync.event.EventHeaders;
import io.bisync.loading.CommitNote.Content;
import io.bisync.loading.DeadLetters.DeadLetter;
import io.bisync.loading.RangeCounts.TableCount;
import io.bisync.starrocks.LoadBody;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadRequest;
import io.bisync.table.Entity;
import io.bisync.table.Normalised;
import io.bisync.table.Normalised.OddField;
import io.bisync.table.Normaliser;
import io.bisync.table.Pieces;
import io.bisync.table.Round;
import io.bisync.table.SourceRecord;
import io.bisync.table.TableRows;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The rows of some records: by table in load order, what does not fit, and the counts. A pure function of the records. */
final class RangeRows {

    private static final String MERGE_CONDITION = "record_version";

    private final Normaliser normaliser;
    private final Round round;
    private final List<DeadLetter> misfits = new ArrayList<>();
    private final AccountTally accounts = new AccountTally();
    private int records;
    private int fitting;
    private int ignored;
    private int unknown;
    private final Map<OddField, Integer> odd = new HashMap<>();
    private int misfitRun;
    private int refused;
    private final Set<String> traces = new LinkedHashSet<>();

    private RangeRows(Entity entity, Pieces memory) {
        normaliser = new Normaliser(entity);
        round = new Round(entity, memory);
    }

    /**
     * No rows yet.
     *
     * @param misfitsBefore how many records in a row did not fit right before
     */
    static RangeRows after(int misfitsBefore, Entity entity, Pieces memory) {
        var rows = new RangeRows(entity, memory);
        rows.misfitRun = misfitsBefore;
        return rows;
    }

    /** The rows of records that were taken before, without some of them. */
    static RangeRows again(
            List<ConsumerRecord<byte[], byte[]>> records, Entity entity, Set<Long> without, Pieces memory) {
        var rows = new RangeRows(entity, memory);
        for (var record : records) {
            if (without.contains(record.offset())) {
                rows.refused++;
                rows.accounts.of(record).setAside();
            } else {
                rows.add(record);
            }
        }
        return rows;
    }

    /**
     * Normalises records until the rows have so many bytes.
     *
     * @return how many records were taken
     * @throws TroubleException when more records in a row than {@code setAsideLimit} do not fit
     */
    int take(List<ConsumerRecord<byte[], byte[]>> more, int setAsideLimit, long bytes) {
        var taken = 0;
        for (var record : more) {
            add(record);
            taken++;
            if (misfitRun > setAsideLimit) {
                throw new TroubleException(schemaIsWrong());
            }
            if (round.bytes() >= bytes) {
                break;
            }
        }
        return taken;
    }

    /** Gives the memory back; the rows are gone. */
    void release() {
        round.clear();
    }

    /** All bytes held. */
    long bytes() {
        return round.bytes();
    }

    /** How many records in a row did not fit at the end. */
    int misfitRun() {
        return misfitRun;
    }

    /** How many records were taken. */
    int records() {
        return records;
    }

    /** The traces of the events in it that somebody follows; no part of what is loaded. */
    Set<String> traces() {
        return traces;
    }

    Content content() {
        return new Content(records, round.checksum());
    }

    boolean has(String table) {
        return rows(table).rows() > 0;
    }

    /** The offsets of the records whose rows are here; those that a newer record of the same entity replaces are not. */
    Set<Long> offsets() {
        return round.offsets().boxed().collect(Collectors.toSet());
    }

    LoadRequest load(String table, LoadLabel label) {
        var rows = rows(table);
        return new LoadRequest(label, table, rows.table().columnNames(), MERGE_CONDITION, new Body(rows));
    }

    List<DeadLetter> misfits() {
        return misfits;
    }

    RangeCounts counts() {
        return new RangeCounts(
                fitting - round.superseded(),
                round.superseded(),
                setAside(),
                ignored,
                round.versionConflicts(),
                unknown,
                odd,
                round.tables().stream()
                        .map(it -> new TableCount(it.table().name(), it.rows(), it.bytes()))
                        .toList(),
                accounts.counts());
    }

    private Map<String, Integer> setAside() {
        var codes = misfits.stream().collect(groupingBy(DeadLetter::code, summingInt(_ -> 1)));
        if (refused > 0) {
            codes.put(RangeLoads.REFUSED, refused);
        }
        return codes;
    }

    private TableRows rows(String table) {
        return round.tables().stream()
                .filter(it -> it.table().name().equals(table))
                .findFirst()
                .orElseThrow();
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        var tally = accounts.of(record);
        var source = new SourceRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                record.value(),
                tally.account(),
                EventHeaders.version(record.headers()));
        records++;
        switch (normaliser.normalise(source, round)) {
            case Normalised.Rows rows -> {
                fitting++;
                unknown += rows.unknown();
                rows.odd().forEach(it -> odd.merge(it, 1, Integer::sum));
                tally.loaded(rows.rows(), record);
                misfitRun = 0;
            }
            case Normalised.Ignored _ -> ignored++;
            case Normalised.Misfit misfit -> {
                misfits.add(new DeadLetter(record, misfit.code(), misfit.message(), null));
                tally.setAside();
                misfitRun++;
            }
        }
    }

    private Trouble schemaIsWrong() {
        var last = misfits.getLast();
        return new Trouble(
                TroubleKind.SCHEMA,
                "%d records in a row up to offset %d do not fit the declaration, the last with %s (%s): a schema is wrong, not a record; nothing of them is loaded or set aside until the declaration or bi.loading.set-aside-limit changes"
                        .formatted(misfitRun, last.record().offset(), last.code(), last.reason()));
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

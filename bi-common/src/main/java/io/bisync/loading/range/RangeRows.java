package io.bisync.loading.range;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import io.bisync.event.EventHeaders;
import io.bisync.loading.DeadLetters.DeadLetter;
import io.bisync.loading.FailureException;
import io.bisync.loading.Held;
import io.bisync.loading.ValueFormats.Read;
import io.bisync.loading.range.AccountsInRange.Fate;
import io.bisync.loading.range.OffsetMetadata.Content;
import io.bisync.loading.range.OffsetMetadata.Intent;
import io.bisync.loading.range.RangeCounts.TableCount;
import io.bisync.record.OddField;
import io.bisync.record.RecordSchema;
import io.bisync.record.UndeclaredField;
import io.bisync.row.ChunkPool;
import io.bisync.row.Normalised;
import io.bisync.row.Normaliser;
import io.bisync.row.RangeBuffer;
import io.bisync.row.SourceRecord;
import io.bisync.row.TableRows;
import io.bisync.starrocks.ErrorCode;
import io.bisync.starrocks.LoadBody;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadRequest;
import io.bisync.table.Entity;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The rows of some records: by table in load order, what does not fit, and the counts. A pure function of the records. */
public final class RangeRows {

    /** The code of records that StarRocks refused. */
    static final String REFUSED = ErrorCode.ROWS_REFUSED.code();

    private static final String MERGE_CONDITION = "record_version";

    private final RecordSchema schema;
    private final RangeValues values;
    private final ChunkPool memory;
    private final Normaliser normaliser;
    private final RangeBuffer rangeBuffer;
    private final List<DeadLetter> rejected = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> parked = new ArrayList<>();
    private final AccountTally tallies = new AccountTally();
    private final AccountsInRange accounts;
    private long parkedBytes;
    private int records;
    private int fitting;
    private int ignored;
    private final Map<UndeclaredField, Integer> undeclared = new HashMap<>();
    private final Map<OddField, Integer> odd = new HashMap<>();
    private int refused;
    private final Set<String> traces = new LinkedHashSet<>();

    private RangeRows(RecordSchema schema, RangeValues values, ChunkPool memory, AccountsInRange accounts) {
        this.schema = schema;
        this.values = values;
        this.memory = memory;
        this.accounts = accounts;
        normaliser = new Normaliser(schema);
        rangeBuffer = new RangeBuffer(schema.entity(), memory);
    }

    /** No rows yet. */
    static RangeRows of(AccountsInRange accounts, RecordSchema schema, RangeValues values, ChunkPool memory) {
        return new RangeRows(schema, values, memory, accounts);
    }

    /** The rows of records that were taken before, without some of them and with these accounts held. */
    RangeRows again(
            List<ConsumerRecord<byte[], byte[]>> these,
            Set<Long> without,
            Rejections before,
            SortedMap<String, Held> held) {
        var rows = new RangeRows(schema, values.again(), memory, accounts.again(before, held));
        for (var record : these) {
            if (without.contains(record.offset())) {
                rows.refused++;
                rows.tallies.of(record).rejected();
            } else {
                rows.add(record);
            }
        }
        return rows;
    }

    /**
     * Normalises records until the rows and what is parked have so many bytes.
     *
     * @return how many records were taken
     * @throws FailureException when too many records in a row do not fit and no account can be held for them
     */
    public int take(List<ConsumerRecord<byte[], byte[]>> more, long bytes) {
        var taken = 0;
        for (var record : more) {
            if (!add(record)) {
                break;
            }
            taken++;
            if (bytes() >= bytes) {
                break;
            }
        }
        return taken;
    }

    /** Gives the memory back; the rows are gone. */
    void release() {
        rangeBuffer.clear();
    }

    /** Which declaration makes them. */
    Entity entity() {
        return schema.entity();
    }

    /** What has to be committed before they are sent as a range that ends there. */
    public Intent intent(long to, Instant at) {
        return new Intent(to, at, schema.entity().fingerprint(), content(), new TreeSet<>(), held(), values.unread());
    }

    /** All bytes held. */
    public long bytes() {
        return rangeBuffer.bytes() + parkedBytes;
    }

    /** Which accounts are held. */
    AccountsInRange accounts() {
        return accounts;
    }

    /** What is rejected at the end. */
    Rejections rejections() {
        return accounts.rejections();
    }

    /** The accounts whose records are parked. */
    SortedMap<String, Held> held() {
        return accounts.held();
    }

    /** The records that wait for their account. */
    List<ConsumerRecord<byte[], byte[]>> parked() {
        return parked;
    }

    /** How many records were taken. */
    public int records() {
        return records;
    }

    /** The traces of the events in it that somebody follows; no part of what is loaded. */
    public Set<String> traces() {
        return traces;
    }

    Content content() {
        return new Content(records, rangeBuffer.checksum());
    }

    boolean has(String table) {
        return rows(table).rows() > 0;
    }

    /** The offsets of the records whose rows are here; those that a newer record of the same entity replaces are not. */
    Set<Long> offsets() {
        return rangeBuffer.offsets().boxed().collect(Collectors.toSet());
    }

    LoadRequest load(String table, LoadLabel label) {
        var rows = rows(table);
        return new LoadRequest(label, table, rows.table().columnNames(), MERGE_CONDITION, new Body(rows));
    }

    List<DeadLetter> rejected() {
        return rejected;
    }

    RangeCounts counts() {
        return new RangeCounts(
                fitting - rangeBuffer.superseded(),
                rangeBuffer.superseded(),
                rejectedByCode(),
                parked.size(),
                ignored,
                rangeBuffer.versionConflicts(),
                undeclared,
                odd,
                rangeBuffer.tables().stream()
                        .map(it -> new TableCount(it.table().name(), it.rows(), it.bytes()))
                        .toList(),
                tallies.counts());
    }

    private Map<String, Integer> rejectedByCode() {
        var codes = rejected.stream().collect(groupingBy(DeadLetter::code, summingInt(_ -> 1)));
        if (refused > 0) {
            codes.put(REFUSED, refused);
        }
        return codes;
    }

    private TableRows rows(String table) {
        return rangeBuffer.tables().stream()
                .filter(it -> it.table().name().equals(table))
                .findFirst()
                .orElseThrow();
    }

    /** False when the range has to end before the record. */
    private boolean add(ConsumerRecord<byte[], byte[]> record) {
        var tally = tallies.of(record);
        var fate = accounts.fate(tally.name(), record.offset());
        if (fate == Fate.LOADED) {
            fate = normalise(record, tally);
        }
        if (fate == Fate.PARKED) {
            parked.add(record);
            parkedBytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        }
        records += fate == Fate.NEXT_RANGE ? 0 : 1;
        return fate != Fate.NEXT_RANGE;
    }

    private Fate normalise(ConsumerRecord<byte[], byte[]> record, AccountTally.Tally tally) {
        if (values.arePlain()) {
            return normalise(record, record.value(), tally);
        }
        return switch (values.read(record.value(), records)) {
            case Read.Json(var json) -> normalise(record, json, tally);
            case Read.Unfit(var code, var message) -> reject(record, code, message, tally);
            case Read.Unknown(var schemaId, var code, var message) ->
                values.leave(schemaId) ? reject(record, code, message, tally) : Fate.NEXT_RANGE;
            case null -> Fate.NEXT_RANGE;
        };
    }

    private Fate normalise(ConsumerRecord<byte[], byte[]> record, byte @Nullable [] value, AccountTally.Tally tally) {
        var source = new SourceRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                value,
                tally.account(),
                EventHeaders.version(record.headers()),
                schema.entity().scope() == null ? null : EventHeaders.scope(record.headers()));
        switch (normaliser.normalise(source, rangeBuffer)) {
            case Normalised.Rows rows -> {
                fitting++;
                rows.undeclared().forEach(it -> undeclared.merge(it, 1, Integer::sum));
                rows.odd().forEach(it -> odd.merge(it, 1, Integer::sum));
                tally.loaded(rows.rows(), record);
                accounts.fits(tally.name());
            }
            case Normalised.Ignored _ -> ignored++;
            case Normalised.Rejected why -> {
                return reject(record, why.code(), why.message(), tally);
            }
        }
        return Fate.LOADED;
    }

    private Fate reject(ConsumerRecord<byte[], byte[]> record, String code, String message, AccountTally.Tally tally) {
        var fate = accounts.rejected(tally.name(), record.offset());
        if (fate == Fate.LOADED) {
            rejected.add(new DeadLetter(record, code, message, null));
            tally.rejected();
        }
        return fate;
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

package io.bisync.row;

import io.bisync.json.Bytes;
import io.bisync.record.Defect;
import io.bisync.record.Framing;
import io.bisync.record.RecordReader;
import io.bisync.record.RecordSchema;
import io.bisync.record.RecordSlices;
import io.bisync.record.RejectedException;
import io.bisync.table.Entity;
import io.bisync.table.EntityPlan;
import io.bisync.table.Lineage;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Turns a record into the rows of its tables, in one pass over its bytes and without a tree. Pure: the same records
 * give the same bytes. Belongs to one thread at a time.
 */
public final class Normaliser {

    /** What StarRocks keeps of a primary key by default ({@code primary_key_limit_size}). */
    private static final int LONGEST_KEY = 128;

    private static final byte[] NOTHING = {};

    private final EntityPlan plan;
    private final RecordReader reader;
    private final RowWriter writer;
    private final Bytes key = new Bytes(256);
    private final CRC32C crc = new CRC32C();

    public Normaliser(RecordSchema recordSchema) {
        this.plan = recordSchema.entity().plan();
        this.reader = RecordReader.of(recordSchema);
        this.writer = new RowWriter(plan, reader.slices());
    }

    /** Adds the record's rows to the buffer, or says why there are none; a rejected record leaves nothing in it. */
    public Normalised normalise(SourceRecord record, RangeBuffer rangeBuffer) {
        try {
            byte[] value = record.value();
            return value == null ? withoutValue(record, rangeBuffer) : withValue(record, value, rangeBuffer);
        } catch (RejectedException rejected) {
            var named = Framing.named(record.value(), rejected);
            return new Normalised.Rejected(named.code(), String.valueOf(named.getMessage()));
        } finally {
            reader.close();
        }
    }

    private Normalised withValue(SourceRecord record, byte[] value, RangeBuffer rangeBuffer) {
        reader.read(value, record.account(), record.scope());
        var identity = reader.identity();
        identity.check(plan.envelope());
        byte[] account = account(plan.envelope().leavesAccountToHeaders() ? record.account() : identity.account());
        long version = version(record, identity.version());
        beginKey(account);
        boolean hasKey = reader.appendKey(key);
        if (identity.hasOuterKey()) {
            checkEnvelopeKey(account, hasKey, value);
        } else if (!hasKey) {
            throw new RejectedException(Defect.NO_KEY, plan.body().path() + " has no id");
        }
        checkKeyLengths();
        crc.reset();
        crc.update(value, 0, value.length);
        if (!rangeBuffer.opens(key.array(), 0, key.size(), version, record.offset(), (int) crc.getValue())) {
            return rows(0);
        }
        writer.begin(account, version, identity.isDeleted(), record);
        return identity.isDeleted() ? delete(value, hasKey, rangeBuffer) : upsert(value, rangeBuffer);
    }

    private Normalised upsert(byte[] value, RangeBuffer rangeBuffer) {
        int all = 0;
        for (int table = 0; table < plan.layouts().size(); table++) {
            int count = writer.rows(table, value);
            rangeBuffer.append(table, writer.lines, count);
            all += count;
        }
        return rows(all);
    }

    private Normalised delete(byte[] value, boolean hasKey, RangeBuffer rangeBuffer) {
        var identity = reader.identity();
        if (hasKey) {
            writer.deleted(value);
        } else {
            writer.deleted(value, identity.keyFlags(), identity.keyFrom(), identity.keyTo());
        }
        return appendDelete(rangeBuffer);
    }

    private Normalised appendDelete(RangeBuffer rangeBuffer) {
        rangeBuffer.append(0, writer.lines, 1);
        writer.lines.clear();
        for (int table = 1; table < plan.layouts().size(); table++) {
            rangeBuffer.append(table, writer.lines, 0);
        }
        return rows(1);
    }

    /** A null value with a version deletes the entity its key names; without a version it means nothing. */
    private Normalised withoutValue(SourceRecord record, RangeBuffer rangeBuffer) {
        if (record.version() == null) {
            return new Normalised.Ignored("a null value without a version");
        }
        byte[] recordKey = record.key() == null ? NOTHING : record.key();
        int colon = 0;
        while (colon < recordKey.length && recordKey[colon] != ':') {
            colon++;
        }
        if (colon + 1 >= recordKey.length || plan.body().keyParts() != 1) {
            throw new RejectedException(
                    Defect.NO_KEY, "The delete's key names no " + plan.body().path());
        }
        var owner =
                record.account() != null ? record.account() : new String(recordKey, 0, colon, StandardCharsets.UTF_8);
        byte[] account = account(owner);
        if (record.version() > Entity.LARGEST_VERSION) {
            throw new RejectedException(Defect.NO_VERSION, "The header's version has more than 18 digits");
        }
        long version = version(record, record.version());
        reader.readKeyOfDelete(recordKey, colon + 1);
        var identity = reader.identity();
        beginKey(account);
        key.append(reader.slices().scratch(), identity.keyFrom(), identity.keyTo());
        key.append(0);
        key.append(0);
        checkKeyLengths();
        if (!rangeBuffer.opens(key.array(), 0, key.size(), version, record.offset(), 0)) {
            return rows(0);
        }
        writer.begin(account, version, true, record);
        writer.deleted(recordKey, identity.keyFlags(), identity.keyFrom(), identity.keyTo());
        return appendDelete(rangeBuffer);
    }

    private static byte[] account(@Nullable String account) {
        if (account == null || account.isEmpty()) {
            throw new RejectedException(Defect.NO_ACCOUNT, "The record names no account");
        }
        byte[] bytes = account.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Lineage.ACCOUNT.type().size()) {
            throw new RejectedException(
                    Defect.TEXT_TOO_LONG,
                    "The account's id has %d bytes; its column keeps %d"
                            .formatted(bytes.length, Lineage.ACCOUNT.type().size()));
        }
        return bytes;
    }

    private long version(SourceRecord record, long inValue) {
        var inHeader = record.version();
        if (plan.versionInHeader()) {
            return versionInHeader(inHeader);
        }
        if (inValue < 0) {
            throw new RejectedException(Defect.NO_VERSION, plan.body().path() + " has no version");
        }
        if (inHeader != null && inHeader != inValue) {
            throw new RejectedException(
                    Defect.CONTRADICTION, "The header's version %d is not the value's %d".formatted(inHeader, inValue));
        }
        return inValue;
    }

    private long versionInHeader(@Nullable Long inHeader) {
        if (inHeader == null || inHeader > Entity.LARGEST_VERSION) {
            throw new RejectedException(
                    Defect.NO_VERSION,
                    inHeader == null
                            ? "The record's header has no version, and the body of %s never has"
                                    .formatted(plan.body().path())
                            : "The header's version has more than 18 digits");
        }
        return inHeader;
    }

    private void beginKey(byte[] account) {
        key.clear();
        key.append(account);
        key.append(0);
        key.append(0);
    }

    private void checkEnvelopeKey(byte[] account, boolean hasKey, byte[] value) {
        var identity = reader.identity();
        byte[] bytes = (identity.keyFlags() & RecordSlices.SCRATCH) == 0
                ? value
                : reader.slices().scratch();
        var other = new Bytes(128);
        other.append(account);
        other.append(0);
        other.append(0);
        other.append(bytes, identity.keyFrom(), identity.keyTo());
        other.append(0);
        other.append(0);
        if (!hasKey && !identity.isDeleted()) {
            throw new RejectedException(Defect.NO_KEY, plan.body().path() + " has no id");
        }
        if (!hasKey) {
            key.clear();
            key.append(other.array(), 0, other.size());
        } else if (!java.util.Arrays.equals(key.array(), 0, key.size(), other.array(), 0, other.size())) {
            throw new RejectedException(Defect.CONTRADICTION, "The envelope's id is not the entity's id");
        }
    }

    private void checkKeyLengths() {
        for (int table = 0; table < plan.layouts().size(); table++) {
            int length = key.size();
            for (int at = table; at > 0; at = plan.layouts().get(at).parent()) {
                length += reader.slices().longestKey(at);
            }
            if (length > LONGEST_KEY) {
                throw new RejectedException(
                        Defect.TEXT_TOO_LONG,
                        "The key of %s has %d bytes; StarRocks keeps %d"
                                .formatted(plan.tables().get(table).name(), length, LONGEST_KEY));
            }
        }
    }

    private Normalised rows(int count) {
        return new Normalised.Rows(count, reader.rounded(), reader.undeclared(), reader.personal(), reader.oddFields());
    }
}

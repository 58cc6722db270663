package io.bisync.table;

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

    private final EntityPlan entityPlan;
    private final RecordSlices recordSlices;
    private final RecordReader reader;
    private final RowWriter writer;
    private final Bytes key = new Bytes(256);
    private final CRC32C crc = new CRC32C();

    public Normaliser(Entity entity) {
        this.entityPlan = entity.entityPlan();
        var undeclaredFields = new UndeclaredFields(entityPlan, entity.privacy());
        this.recordSlices = new RecordSlices(entityPlan, undeclaredFields.byName());
        this.reader = new RecordReader(entityPlan, recordSlices, undeclaredFields);
        this.writer = new RowWriter(entityPlan, recordSlices);
    }

    /** Adds the record's rows to the round, or says why there are none; a rejected leaves nothing in the round. */
    public Normalised normalise(SourceRecord record, RangeBuffer rangeBuffer) {
        try {
            byte[] value = record.value();
            return value == null ? withoutValue(record, rangeBuffer) : withValue(record, value, rangeBuffer);
        } catch (RejectedException rejected) {
            return Framing.named(record.value(), rejected).rejected();
        } finally {
            reader.release();
        }
    }

    private Normalised withValue(SourceRecord record, byte[] value, RangeBuffer rangeBuffer) {
        reader.read(value, record.account());
        var identity = reader.identity;
        identity.check(entityPlan.envelope());
        byte[] account = account(entityPlan.envelope().account == null ? record.account() : identity.account);
        long version = version(record, identity.version);
        beginKey(account);
        boolean hasKey = reader.key(entityPlan.body(), 0, key);
        if (identity.keyTo >= 0) {
            checkEnvelopeKey(account, hasKey, value);
        } else if (!hasKey) {
            throw new RejectedException(Defect.NO_KEY, entityPlan.body().path + " has no id");
        }
        checkKeyLengths();
        crc.reset();
        crc.update(value, 0, value.length);
        if (!rangeBuffer.opens(key.array, 0, key.size, version, record.offset(), (int) crc.getValue())) {
            return rows(0);
        }
        writer.begin(account, version, identity.deleted, record);
        return identity.deleted ? delete(value, hasKey, rangeBuffer) : upsert(value, rangeBuffer);
    }

    private Normalised upsert(byte[] value, RangeBuffer rangeBuffer) {
        int all = 0;
        for (int table = 0; table < entityPlan.layouts().size(); table++) {
            int count = writer.rows(table, value);
            rangeBuffer.append(table, writer.lines, count);
            all += count;
        }
        return rows(all);
    }

    private Normalised delete(byte[] value, boolean hasKey, RangeBuffer rangeBuffer) {
        var identity = reader.identity;
        if (hasKey) {
            int[] keys = recordSlices.keys[0].array;
            int at = recordSlices.rows[0].array[RecordSlices.KEYS];
            writer.deleted(value, keys[at], keys[at + 1], keys[at + 2]);
        } else {
            writer.deleted(value, identity.keyFlags, identity.keyFrom, identity.keyTo);
        }
        return appendDelete(rangeBuffer);
    }

    private Normalised appendDelete(RangeBuffer rangeBuffer) {
        rangeBuffer.append(0, writer.lines, 1);
        writer.lines.clear();
        for (int table = 1; table < entityPlan.layouts().size(); table++) {
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
        reader.begin();
        if (colon + 1 >= recordKey.length || entityPlan.body().keyParts != 1) {
            throw new RejectedException(Defect.NO_KEY, "The delete's key names no " + entityPlan.body().path);
        }
        var owner =
                record.account() != null ? record.account() : new String(recordKey, 0, colon, StandardCharsets.UTF_8);
        byte[] account = account(owner);
        if (record.version() > Entity.LARGEST_VERSION) {
            throw new RejectedException(Defect.NO_VERSION, "The header's version has more than 18 digits");
        }
        long version = version(record, record.version());
        reader.keyOfDelete(recordKey, colon + 1);
        beginKey(account);
        key.append(recordSlices.scratch.array, reader.valueFrom, reader.valueTo);
        key.append(0);
        key.append(0);
        checkKeyLengths();
        if (!rangeBuffer.opens(key.array, 0, key.size, version, record.offset(), 0)) {
            return rows(0);
        }
        writer.begin(account, version, true, record);
        writer.deleted(recordKey, reader.flags, reader.valueFrom, reader.valueTo);
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
        if (inValue < 0) {
            throw new RejectedException(Defect.NO_VERSION, entityPlan.body().path + " has no version");
        }
        if (inHeader != null && inHeader != inValue) {
            throw new RejectedException(
                    Defect.CONTRADICTION, "The header's version %d is not the value's %d".formatted(inHeader, inValue));
        }
        return inValue;
    }

    private void beginKey(byte[] account) {
        key.clear();
        key.append(account);
        key.append(0);
        key.append(0);
    }

    private void checkEnvelopeKey(byte[] account, boolean hasKey, byte[] value) {
        var identity = reader.identity;
        byte[] bytes = (identity.keyFlags & RecordSlices.SCRATCH) == 0 ? value : recordSlices.scratch.array;
        var other = new Bytes(128);
        other.append(account);
        other.append(0);
        other.append(0);
        other.append(bytes, identity.keyFrom, identity.keyTo);
        other.append(0);
        other.append(0);
        if (!hasKey && !identity.deleted) {
            throw new RejectedException(Defect.NO_KEY, entityPlan.body().path + " has no id");
        }
        if (!hasKey) {
            key.clear();
            key.append(other.array, 0, other.size);
        } else if (!java.util.Arrays.equals(key.array, 0, key.size, other.array, 0, other.size)) {
            throw new RejectedException(Defect.CONTRADICTION, "The envelope's id is not the entity's id");
        }
    }

    private void checkKeyLengths() {
        for (int table = 0; table < entityPlan.layouts().size(); table++) {
            int length = key.size;
            for (int at = table; at > 0; at = entityPlan.layouts().get(at).parent()) {
                length += recordSlices.longestKey[at];
            }
            if (length > LONGEST_KEY) {
                throw new RejectedException(
                        Defect.TEXT_TOO_LONG,
                        "The key of %s has %d bytes; StarRocks keeps %d"
                                .formatted(entityPlan.tables().get(table).name(), length, LONGEST_KEY));
            }
        }
    }

    private Normalised rows(int count) {
        return new Normalised.Rows(
                count, reader.rounded, reader.unknown, reader.personal + reader.personalInside, reader.odd());
    }
}

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

    private final Compiled compiled;
    private final Noted noted;
    private final RecordReader reader;
    private final RowWriter writer;
    private final Bytes key = new Bytes(256);
    private final CRC32C crc = new CRC32C();

    public Normaliser(Entity entity) {
        this.compiled = entity.compiled();
        var undeclared = new Undeclared(compiled, entity.privacy());
        this.noted = new Noted(compiled, undeclared.byName());
        this.reader = new RecordReader(compiled, noted, undeclared);
        this.writer = new RowWriter(compiled, noted);
    }

    /** Adds the record's rows to the round, or says why there are none; a misfit leaves nothing in the round. */
    public Normalised normalise(SourceRecord record, Round round) {
        try {
            byte[] value = record.value();
            return value == null ? withoutValue(record, round) : withValue(record, value, round);
        } catch (MisfitException misfit) {
            return Framing.named(record.value(), misfit).misfit();
        } finally {
            reader.release();
        }
    }

    private Normalised withValue(SourceRecord record, byte[] value, Round round) {
        reader.read(value, record.account());
        var identity = reader.identity;
        identity.check(compiled.envelope());
        byte[] account = account(compiled.envelope().account == null ? record.account() : identity.account);
        long version = version(record, identity.version);
        beginKey(account);
        boolean hasKey = reader.key(compiled.body(), 0, key);
        if (identity.keyTo >= 0) {
            checkEnvelopeKey(account, hasKey, value);
        } else if (!hasKey) {
            throw new MisfitException(Defect.NO_KEY, compiled.body().path + " has no id");
        }
        checkKeyLengths();
        crc.reset();
        crc.update(value, 0, value.length);
        if (!round.opens(key.array, 0, key.size, version, record.offset(), (int) crc.getValue())) {
            return rows(0);
        }
        writer.begin(account, version, identity.deleted, record);
        return identity.deleted ? delete(value, hasKey, round) : upsert(value, round);
    }

    private Normalised upsert(byte[] value, Round round) {
        int all = 0;
        for (int table = 0; table < compiled.layouts().size(); table++) {
            int count = writer.rows(table, value);
            round.append(table, writer.lines, count);
            all += count;
        }
        return rows(all);
    }

    private Normalised delete(byte[] value, boolean hasKey, Round round) {
        var identity = reader.identity;
        if (hasKey) {
            int[] keys = noted.keys[0].array;
            int at = noted.rows[0].array[Noted.KEYS];
            writer.deleted(value, keys[at], keys[at + 1], keys[at + 2]);
        } else {
            writer.deleted(value, identity.keyFlags, identity.keyFrom, identity.keyTo);
        }
        return appendDelete(round);
    }

    private Normalised appendDelete(Round round) {
        round.append(0, writer.lines, 1);
        writer.lines.clear();
        for (int table = 1; table < compiled.layouts().size(); table++) {
            round.append(table, writer.lines, 0);
        }
        return rows(1);
    }

    /** A null value with a version deletes the entity its key names; without a version it means nothing. */
    private Normalised withoutValue(SourceRecord record, Round round) {
        if (record.version() == null) {
            return new Normalised.Ignored("a null value without a version");
        }
        byte[] recordKey = record.key() == null ? NOTHING : record.key();
        int colon = 0;
        while (colon < recordKey.length && recordKey[colon] != ':') {
            colon++;
        }
        reader.begin();
        if (colon + 1 >= recordKey.length || compiled.body().keyParts != 1) {
            throw new MisfitException(Defect.NO_KEY, "The delete's key names no " + compiled.body().path);
        }
        var owner =
                record.account() != null ? record.account() : new String(recordKey, 0, colon, StandardCharsets.UTF_8);
        byte[] account = account(owner);
        if (record.version() > Entity.LARGEST_VERSION) {
            throw new MisfitException(Defect.NO_VERSION, "The header's version has more than 18 digits");
        }
        long version = version(record, record.version());
        reader.keyOfDelete(recordKey, colon + 1);
        beginKey(account);
        key.append(noted.scratch.array, reader.valueFrom, reader.valueTo);
        key.append(0);
        key.append(0);
        checkKeyLengths();
        if (!round.opens(key.array, 0, key.size, version, record.offset(), 0)) {
            return rows(0);
        }
        writer.begin(account, version, true, record);
        writer.deleted(recordKey, reader.flags, reader.valueFrom, reader.valueTo);
        return appendDelete(round);
    }

    private static byte[] account(@Nullable String account) {
        if (account == null || account.isEmpty()) {
            throw new MisfitException(Defect.NO_ACCOUNT, "The record names no account");
        }
        byte[] bytes = account.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Lineage.ACCOUNT.type().size()) {
            throw new MisfitException(
                    Defect.TEXT_TOO_LONG,
                    "The account's id has %d bytes; its column keeps %d"
                            .formatted(bytes.length, Lineage.ACCOUNT.type().size()));
        }
        return bytes;
    }

    private long version(SourceRecord record, long inValue) {
        var inHeader = record.version();
        if (inValue < 0) {
            throw new MisfitException(Defect.NO_VERSION, compiled.body().path + " has no version");
        }
        if (inHeader != null && inHeader != inValue) {
            throw new MisfitException(
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
        byte[] bytes = (identity.keyFlags & Noted.SCRATCH) == 0 ? value : noted.scratch.array;
        var other = new Bytes(128);
        other.append(account);
        other.append(0);
        other.append(0);
        other.append(bytes, identity.keyFrom, identity.keyTo);
        other.append(0);
        other.append(0);
        if (!hasKey && !identity.deleted) {
            throw new MisfitException(Defect.NO_KEY, compiled.body().path + " has no id");
        }
        if (!hasKey) {
            key.clear();
            key.append(other.array, 0, other.size);
        } else if (!java.util.Arrays.equals(key.array, 0, key.size, other.array, 0, other.size)) {
            throw new MisfitException(Defect.CONTRADICTION, "The envelope's id is not the entity's id");
        }
    }

    private void checkKeyLengths() {
        for (int table = 0; table < compiled.layouts().size(); table++) {
            int length = key.size;
            for (int at = table; at > 0; at = compiled.layouts().get(at).parent()) {
                length += noted.longestKey[at];
            }
            if (length > LONGEST_KEY) {
                throw new MisfitException(
                        Defect.TEXT_TOO_LONG,
                        "The key of %s has %d bytes; StarRocks keeps %d"
                                .formatted(compiled.tables().get(table).name(), length, LONGEST_KEY));
            }
        }
    }

    private Normalised rows(int count) {
        return new Normalised.Rows(
                count, reader.rounded, reader.unknown, reader.personal + reader.personalInside, reader.odd());
    }
}

package io.bisync.table;

/**
 * Turns a record into the rows of its tables, in one pass over its bytes and without a tree. Pure: the same records
 * give the same bytes. Belongs to one thread at a time.
 */
public final class Normaliser {

    private final RecordReader reader;

    public Normaliser(Entity entity) {
        this.reader = new RecordReader(entity.compiled());
    }

    /** Adds the record's rows to the round, or says why there are none. */
    public Normalised normalise(SourceRecord record, Round round) {
        return reader.read(record, round);
    }
}

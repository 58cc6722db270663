package io.bisync.run.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.event.EventHeaders;
import io.bisync.loading.EntityTopic;
import io.bisync.loading.kafka.HistoryRecords;
import io.bisync.privacy.Privacy;
import io.bisync.record.RecordSchema;
import io.bisync.row.Normalised;
import io.bisync.row.Normaliser;
import io.bisync.row.RangeBuffer;
import io.bisync.row.SourceRecord;
import io.bisync.run.Stretch;
import io.bisync.run.comparison.WrittenRows;
import io.bisync.run.work.SliceStoppedException;
import io.bisync.table.Entity;
import io.bisync.table.Lineage;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Puts a value that a person wrote in the place of a record's, where it can be loaded and is of the same row. */
final class MendedRecord {

    private static final String REFUSED = "BI-RUN-08";

    /**
     * Which row it is, and which version of it.
     *
     * @param key {@code <account>:<id>}; null where nobody knows it
     * @param version null where nobody knows it
     */
    private record Identity(@Nullable String key, @Nullable Long version) {}

    private final Entity entity;
    private final RecordSchema schema;
    private final HistoryRecords records;
    private final Stretch.Mend mend;

    MendedRecord(EntityTopic loaded, Privacy privacy, HistoryRecords records, Stretch.Mend mend) {
        this.entity = loaded.entity().under(privacy);
        this.schema = new RecordSchema(entity);
        this.records = records;
        this.mend = mend;
    }

    /** @throws SliceStoppedException where it would be set aside again, or is another row or version and nobody meant that */
    ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> record) throws SliceStoppedException {
        var mended = mended(record);
        var identity = identity(record, mended.value());
        if (!mend.otherIdentity()) {
            requireSame(original(record), identity);
        }
        var headers = mended.headers();
        headers.add(
                EventHeaders.MENDS,
                "%s-%d@%d"
                        .formatted(record.topic(), record.partition(), record.offset())
                        .getBytes(UTF_8));
        if (mend.otherIdentity()) {
            // They named the other one.
            headers.remove(EventHeaders.ID).remove(EventHeaders.SUBJECT);
            if (headers.lastHeader(EventHeaders.ENTITY_VERSION) != null) {
                headers.remove(EventHeaders.ENTITY_VERSION)
                        .add(
                                EventHeaders.ENTITY_VERSION,
                                String.valueOf(identity.version()).getBytes(UTF_8));
            }
        }
        var key = mend.otherIdentity() ? Objects.requireNonNull(identity.key()).getBytes(UTF_8) : record.key();
        return new ProducerRecord<>(mended.topic(), null, null, key, mended.value(), headers);
    }

    private ProducerRecord<byte[], byte[]> mended(ConsumerRecord<byte[], byte[]> record) throws SliceStoppedException {
        try {
            return records.with(record, mend.value().getBytes(UTF_8));
        } catch (IllegalArgumentException noJson) {
            throw SliceStoppedException.lasting(REFUSED, "The mended value is not JSON");
        }
    }

    private Identity identity(ConsumerRecord<byte[], byte[]> record, byte[] value) throws SliceStoppedException {
        var rows = new RangeBuffer(entity);
        // What the value says is compared with the original below, not with what stands beside it.
        return switch (new Normaliser(schema).normalise(source(record, value, !inHeader()), rows)) {
            case Normalised.Rows _ -> identity(rows);
            case Normalised.Rejected(var code, var message) -> throw SliceStoppedException.lasting(code, message);
            case Normalised.Ignored(var reason) -> throw SliceStoppedException.lasting(REFUSED, reason);
        };
    }

    private boolean inHeader() {
        return entity.plan().versionInHeader();
    }

    private Identity original(ConsumerRecord<byte[], byte[]> record) {
        var rows = new RangeBuffer(entity);
        if (record.value() != null
                && new Normaliser(schema).normalise(source(record, record.value(), false), rows)
                        instanceof Normalised.Rows) {
            return identity(rows);
        }
        return new Identity(
                record.key() == null ? null : new String(record.key(), UTF_8), EventHeaders.version(record.headers()));
    }

    private void requireSame(Identity original, Identity mended) throws SliceStoppedException {
        if (!mended.equals(original)) {
            throw SliceStoppedException.lasting(
                    REFUSED,
                    "The mended value is of '%s', version %s, and the record of '%s', version %s: say that it is meant so"
                            .formatted(mended.key(), mended.version(), original.key(), original.version()));
        }
    }

    private SourceRecord source(ConsumerRecord<byte[], byte[]> record, byte[] value, boolean withoutVersion) {
        var version = withoutVersion ? null : EventHeaders.version(record.headers());
        return Stretches.source(entity, record, record.key(), value, record.headers(), version);
    }

    private static Identity identity(RangeBuffer rows) {
        var root = rows.tables().getLast();
        var row = WrittenRows.of(root).getFirst();
        var key = root.table().key().stream()
                .map(it -> String.valueOf(row.get(it)))
                .toList();
        return new Identity(
                String.join(":", key), ((Number) Objects.requireNonNull(row.get(Lineage.VERSION.name()))).longValue());
    }
}

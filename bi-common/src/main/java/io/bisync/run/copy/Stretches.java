package io.bisync.run.copy;

import io.bisync.event.EventHeaders;
import io.bisync.loading.EntityTopic;
import io.bisync.loading.ValueFormats;
import io.bisync.loading.kafka.HistoryRecords;
import io.bisync.privacy.Privacy;
import io.bisync.row.SourceRecord;
import io.bisync.run.SliceProgress;
import io.bisync.run.Stretch;
import io.bisync.run.work.SliceStoppedException;
import io.bisync.table.Entity;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to read the stretches of the topics that a service loads.
 *
 * @param consumers of what is committed, which fail where an offset is not there
 */
record Stretches(
        List<EntityTopic> topics,
        Privacy privacy,
        ValueFormats formats,
        Supplier<? extends Consumer<byte[], byte[]>> consumers,
        Admin admin) {

    private static final String UNKNOWN = "BI-RUN-05";

    Stretches {
        topics = List.copyOf(topics);
    }

    HistoryRecords records() {
        return new HistoryRecords(topics, privacy, formats);
    }

    /**
     * The loaded topic whose records a stretch is of.
     *
     * @throws SliceStoppedException where this service loads none such
     */
    static EntityTopic loaded(HistoryRecords records, Stretch stretch) throws SliceStoppedException {
        var loaded = records.loaded(stretch.topic());
        if (loaded == null) {
            throw SliceStoppedException.lasting(
                    UNKNOWN,
                    "This service loads no topic '%s', nor one with such dead letters".formatted(stretch.topic()));
        }
        return loaded;
    }

    /** A record as loading reads it. */
    static SourceRecord source(
            Entity entity,
            ConsumerRecord<byte[], byte[]> place,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers headers,
            @Nullable Long version) {
        return new SourceRecord(
                place.topic(),
                place.partition(),
                place.offset(),
                key,
                value,
                EventHeaders.account(headers),
                version,
                entity.scope() == null ? null : EventHeaders.scope(headers));
    }

    /** How many records it has at most; 0 where nobody knows, as it is of some accounts alone. */
    static long expected(Stretch stretch) {
        if (!stretch.accounts().isEmpty()) {
            return 0;
        }
        return stretch.only().isEmpty()
                ? stretch.to() - stretch.from()
                : stretch.only().size();
    }

    StretchReader read(Stretch stretch, SliceProgress from) throws SliceStoppedException, InterruptedException {
        return StretchReader.open(stretch, next(stretch, from), consumers.get(), admin);
    }

    /** Where a slice goes on: its cursor is the next offset. */
    private static long next(Stretch stretch, SliceProgress from) throws SliceStoppedException {
        try {
            var cursor = from.cursor();
            return cursor == null ? stretch.from() : Long.parseLong(cursor);
        } catch (NumberFormatException other) {
            throw SliceStoppedException.lasting(
                    UNKNOWN,
                    "Where the slice stands was written by another version and cannot be read: begin a run that takes"
                            + " it again");
        }
    }
}

package io.bisync.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record of an ERP as it was read.
 *
 * @param source the ERP, for example {@code jushuitan}
 * @param account the account at the ERP, as bi-basic numbers it
 * @param entity the kind of record, for example {@code order}
 * @param scope within what it was asked for, as stock is within a warehouse; null where its value says all of its id
 * @param id the record's id, absent where the ERP sent none; begins with its scope, where it has one
 * @param version the record's version, absent where the ERP sent none
 * @param time when the ERP changed it, absent where the ERP does not say it
 * @param origin why it is published
 * @param value the ERP's own JSON of the record, without personal values; empty where the ERP has the record no more, which
 *     travels as no value at all
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes go to Kafka as they are; nobody compares events
public record Event(
        String source,
        String account,
        String entity,
        @Nullable String scope,
        @Nullable String id,
        @Nullable Long version,
        @Nullable Instant time,
        Origin origin,
        byte[] value) {

    /** A record whose value says all of its id. */
    public Event(
            String source,
            String account,
            String entity,
            @Nullable String id,
            @Nullable Long version,
            @Nullable Instant time,
            Origin origin,
            byte[] value) {
        this(source, account, entity, null, id, version, time, origin, value);
    }

    /** Whether the ERP has the record no more. */
    public boolean isDelete() {
        return value.length == 0;
    }

    /** The same record under a version that was given to it. */
    public Event under(long given) {
        return new Event(source, account, entity, scope, id, given, time, origin, value);
    }

    @Override
    public String toString() {
        return "Event[" + source + " " + EventHeaders.id(this) + ", " + value.length + " bytes]";
    }
}

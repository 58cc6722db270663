package io.bisync.row;

import org.jspecify.annotations.Nullable;

/**
 * A record of a topic, with what its headers say where the value does not say it itself.
 *
 * @param key the record's key, {@code <account>:<id>}: names the entity of a delete without a value
 * @param account the account of the headers, for an entity without an envelope
 * @param version the version of the headers: that of a delete without a value, and checked where the value has one too
 * @param scope what the headers say of the key, for an entity that needs it
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record SourceRecord(
        String topic,
        int partition,
        long offset,
        byte @Nullable [] key,
        byte @Nullable [] value,
        @Nullable String account,
        @Nullable Long version,
        byte @Nullable [] scope) {

    /** A record whose value, or key, says all of the entity's key. */
    public SourceRecord(
            String topic,
            int partition,
            long offset,
            byte @Nullable [] key,
            byte @Nullable [] value,
            @Nullable String account,
            @Nullable Long version) {
        this(topic, partition, offset, key, value, account, version, null);
    }
}

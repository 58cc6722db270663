package io.bisync.loading.lineage;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A record of Kafka, without what it says.
 *
 * @param record where it lies: {@code topic-partition@offset}
 * @param publishedAt null where it is gone
 * @param key null where it is gone or has none
 * @param headers its id, account, version, origin, trace and run among them
 * @param bytes how long its value is; null where it is gone or deletes the row
 * @param gone why there is nothing to tell; null where there is
 */
public record FollowedRecord(
        String record,
        @Nullable Instant publishedAt,
        @Nullable String key,
        Map<String, String> headers,
        @Nullable Integer bytes,
        @Nullable String gone) {

    public FollowedRecord {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    static FollowedRecord gone(RecordPlace place, String why) {
        return new FollowedRecord(place.toString(), null, null, Map.of(), null, why);
    }
}

package io.bisync.loading.lineage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row of StarRocks, without what it says.
 *
 * @param key the columns of its primary key
 * @param record where the record lies that it came from: {@code topic-partition@offset}
 * @param loadedAt as StarRocks tells it, in Asia/Shanghai
 * @param labels the label of the load that brought it is like this, and its range, {@code -<first>-<after the last>}, holds the
 *     record's offset
 */
public record FollowedRow(
        String table,
        Map<String, String> key,
        long version,
        boolean deleted,
        String record,
        String loadedAt,
        String labels) {

    public FollowedRow {
        key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
    }
}

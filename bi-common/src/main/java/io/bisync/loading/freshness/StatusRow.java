package io.bisync.loading.freshness;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of one of the two tables.
 *
 * @param key the values of the key's columns, in their order
 * @param values those of the others, without what says only when and under which version the row is written
 */
record StatusRow(List<String> key, Map<String, @Nullable Object> values) {}

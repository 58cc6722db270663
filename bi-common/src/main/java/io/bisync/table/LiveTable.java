package io.bisync.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as StarRocks describes it.
 *
 * @param model as {@code information_schema.tables_config} says it, for example {@code PRI_KEYS}; null where the user may not
 *     see it
 * @param columns in their order; none where there is no such table
 */
public record LiveTable(@Nullable String model, List<LiveColumn> columns) {

    public static final LiveTable MISSING = new LiveTable(null, List.of());

    public LiveTable {
        columns = List.copyOf(columns);
    }
}

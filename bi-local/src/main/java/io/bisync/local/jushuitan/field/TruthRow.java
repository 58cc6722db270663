package io.bisync.local.jushuitan.field;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one row of a reader's table should look like now.
 *
 * @param table the source, the entity and, for a row below it, what it is, for example {@code jushuitan_order_item}
 * @param key the ERP's own key of the row
 * @param version the version of its entity, or {@link #NO_VERSION}
 * @param row every field that is not personal, by the ERP's name, in canonical spelling
 */
public record TruthRow(String table, Map<String, Object> key, long version, Map<String, @Nullable Object> row) {

    /** The ERP gives the entity no version; its reader has to. */
    public static final long NO_VERSION = -1;
}

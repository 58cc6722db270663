package io.bisync.local.jushuitan.book;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One question for the rows of a book; what is null or empty does not restrict.
 *
 * @param scope what only the request knows of the key, 0 for the sum
 * @param fromVersion only row versions at or above this, in their order
 * @param modifiedFrom only rows that changed at or after this, in the order of their changes
 * @param modifiedTo only rows that changed at or before this
 * @param selected the values that a field may have, by field
 * @param without fields that are not answered: for want of a question, or as a fault
 */
public record BookQuery(
        long scope,
        @Nullable Long fromVersion,
        @Nullable Long modifiedFrom,
        @Nullable Long modifiedTo,
        Map<String, Set<String>> selected,
        int pageIndex,
        int pageSize,
        Set<String> without) {

    boolean matches(Row row) {
        return !row.gone
                && row.scope == scope
                && (fromVersion == null || row.ts >= fromVersion)
                && (modifiedFrom == null || row.modifiedAt >= modifiedFrom)
                && (modifiedTo == null || row.modifiedAt <= modifiedTo);
    }
}

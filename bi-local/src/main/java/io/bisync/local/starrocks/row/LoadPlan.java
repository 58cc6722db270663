package io.bisync.local.starrocks.row;

import io.bisync.local.starrocks.table.Column;
import io.bisync.local.starrocks.table.Table;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a load does with its rows.
 *
 * @param columns the columns that come from the body
 * @param defaults SQL of the columns that do not, where they have a default
 * @param mergeCondition the column whose stored value a row must reach to be taken
 */
public record LoadPlan(
        Table table,
        List<Column> columns,
        Map<Column, String> defaults,
        @Nullable Column mergeCondition,
        Mode mode,
        Format format,
        double maxFilterRatio) {

    /** What happens to a value that its column does not take. */
    public enum Mode {
        STRICT,
        NULL_FOR_BAD
    }

    /** How the rows stand in the body. */
    public sealed interface Format {

        /** Objects, one after the other or in one array. */
        record Json(boolean isArray) implements Format {}

        /**
         * Values, one after the other.
         *
         * @param places for each of them the place of its column in {@link LoadPlan#columns}, or -1 where it is dropped
         */
        record Csv(
                String columnSeparator,
                String rowDelimiter,
                @Nullable Character enclose,
                List<Integer> places) implements Format {}
    }
}

package io.bisync.starrocks;

import java.util.List;

/**
 * What is loaded, where to, and under which label.
 *
 * @param label the load's name
 * @param table the table within the configured database
 * @param columns the columns that the body's rows carry
 * @param mergeCondition the column that decides which row of a key stays: the row with the greater or equal value
 * @param format how the rows are written
 * @param body the rows
 */
public record LoadRequest(
        LoadLabel label, String table, List<String> columns, String mergeCondition, LoadFormat format, LoadBody body) {

    /** JSON lines. */
    public LoadRequest(LoadLabel label, String table, List<String> columns, String mergeCondition, LoadBody body) {
        this(label, table, columns, mergeCondition, new LoadFormat.JsonLines(), body);
    }

    public LoadRequest {
        columns = List.copyOf(columns);
        if (body.rows() == 0) {
            throw new IllegalArgumentException(
                    "A load needs at least one row, StarRocks refuses an empty one; label " + label);
        }
    }
}

package io.bisync.local.starrocks.load;

import io.bisync.local.starrocks.row.LoadPlan;
import io.bisync.local.starrocks.table.Column;
import io.bisync.local.starrocks.table.Table;
import io.bisync.local.starrocks.transaction.LoadFailedException;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the plan of a load from its headers and its table, as the frontend does before a byte of the body is sent. */
final class LoadPlanner {

    private static final Pattern NAME = Pattern.compile("\\w+");
    private static final DateTimeFormatter DATETIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final InstantSource clock;

    LoadPlanner(InstantSource clock) {
        this.clock = clock;
    }

    LoadPlan plan(Table table, LoadHeaders headers) {
        var zone = zone(headers.text("timezone", "Asia/Shanghai"));
        var columns = columns(table, headers.text("columns", ""));
        return new LoadPlan(
                table,
                columns,
                defaults(table, columns, zone),
                mergeCondition(table, columns, headers.text("merge_condition", "")),
                headers.mode(),
                headers.isCsv() ? csv(table, columns, headers) : new LoadPlan.Format.Json(headers.stripsOuterArray()),
                headers.maxFilterRatio());
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException _) {
            throw new LoadFailedException("Unknown or incorrect time zone: '%s'".formatted(name));
        }
    }

    private static List<Column> columns(Table table, String header) {
        if (header.isEmpty()) {
            return table.columns();
        }
        var columns = new ArrayList<Column>();
        for (var part : header.split(",", -1)) {
            var name = name(part);
            if (name.toLowerCase(Locale.ROOT).startsWith("__op")) {
                throw new LoadFailedException("The stand-in does not implement __op in the header 'columns'");
            }
            if (!NAME.matcher(name).matches()) {
                throw new LoadFailedException(
                        "The stand-in implements plain names in the header 'columns', not '%s'".formatted(name));
            }
            var column = table.column(name);
            // A name that the table does not have is a placeholder: StarRocks reads the field and drops it.
            if (column != null) {
                if (columns.contains(column)) {
                    throw new LoadFailedException("Duplicate column: " + name);
                }
                columns.add(column);
            }
        }
        return columns;
    }

    private static LoadPlan.Format csv(Table table, List<Column> columns, LoadHeaders headers) {
        var header = headers.text("columns", "");
        var names = header.isEmpty()
                ? table.columns().stream().map(Column::name).toList()
                : Arrays.stream(header.split(",", -1)).map(LoadPlanner::name).toList();
        return new LoadPlan.Format.Csv(
                headers.separator("column_separator", "\t"),
                headers.separator("row_delimiter", "\n"),
                headers.enclose(),
                names.stream().map(it -> columns.indexOf(table.column(it))).toList());
    }

    private static String name(String part) {
        return part.strip().replace("`", "");
    }

    private Map<Column, String> defaults(Table table, List<Column> columns, ZoneId zone) {
        var defaults = new LinkedHashMap<Column, String>();
        for (var column : table.columns()) {
            if (columns.contains(column)) {
                continue;
            }
            if (!column.hasDefault()) {
                throw new LoadFailedException("Column has no default value. column: " + column.name());
            }
            var sql = column.defaultSql();
            if (sql != null) {
                // One instant for the whole load, and no fraction of a second.
                defaults.put(
                        column,
                        sql.equals(Column.CURRENT_TIMESTAMP)
                                ? "TIMESTAMP '%s'"
                                        .formatted(
                                                DATETIME.format(clock.instant().atZone(zone)))
                                : sql);
            }
        }
        return defaults;
    }

    private static @Nullable Column mergeCondition(Table table, List<Column> columns, String name) {
        if (name.isEmpty()) {
            return null;
        }
        var column = table.column(name);
        if (column == null) {
            throw new LoadFailedException(
                    "Merge condition column %s does not exist. If you are doing partial update with condition update, please check condition column is in the given update columns. Otherwise please check condition column is in table %s"
                            .formatted(name, table.name()));
        }
        if (table.isKey(column)) {
            throw new LoadFailedException("Merge condition column %s should not be primary key!".formatted(name));
        }
        switch (column.type().kind()) {
            case CHAR, VARCHAR, JSON ->
                throw new LoadFailedException(
                        "Merge condition column %s has invalid type maybe bitmap/hll/percentile/json/varchar!"
                                .formatted(name));
            case TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, DECIMAL, BOOLEAN, DATE, DATETIME -> {}
        }
        if (!columns.contains(column)) {
            throw new LoadFailedException("Merge condition column %s must be among the loaded columns".formatted(name));
        }
        return column;
    }
}

package io.bisync.local.demo;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.local.starrocks.StarRocksStandIn;
import io.bisync.local.starrocks.transaction.Load;
import io.bisync.local.starrocks.transaction.LoadState;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The newest live change at Jushuitan: when it happened there, and when it could be seen in StarRocks. */
final class NewestChange {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.S", Locale.ROOT);
    private static final String SOURCE = "jushuitan";

    private record Change(BusinessTable table, Map<String, @Nullable Object> row) {

        LocalDateTime at() {
            return dateTime(row.get("modified"));
        }

        String id() {
            return table.key().stream()
                    .map(column -> String.valueOf(row.get(column)))
                    .collect(Collectors.joining(":", row.get("account_id") + ":", ""));
        }
    }

    private NewestChange() {}

    static String in(StarRocksStandIn starRocks, List<BusinessTable> tables) {
        return tables.stream()
                .filter(table -> table.page().source().equals(SOURCE))
                .filter(table -> !table.isChild() && table.modified().isPresent())
                .flatMap(table -> newest(starRocks, table))
                .max(Comparator.comparing(Change::at))
                .map(change -> "%s %s changed at the ERP %s → in StarRocks %s"
                        .formatted(
                                change.table().page().entity(),
                                change.id(),
                                TIME.format(change.at()),
                                TIME.format(visible(starRocks, change))))
                .orElse("No live change has arrived yet.");
    }

    private static Stream<Change> newest(StarRocksStandIn starRocks, BusinessTable table) {
        return starRocks
                .query(("SELECT account_id, %s, modified, loaded_at, source_partition, source_offset FROM %s"
                                + " WHERE source_topic = 'erp.%s.%s' AND modified IS NOT NULL ORDER BY modified DESC LIMIT 1")
                        .formatted(
                                String.join(", ", table.key()),
                                table.base(),
                                SOURCE,
                                table.page().entity()))
                .stream()
                .map(row -> new Change(table, row));
    }

    /** The end of the load that brought the row: {@code loaded_at} is its beginning, and has no fraction. */
    private static LocalDateTime visible(StarRocksStandIn starRocks, Change change) {
        Map<String, @Nullable Object> row = change.row();
        LocalDateTime loaded = dateTime(row.get("loaded_at"));
        int partition = Integer.parseInt(String.valueOf(row.get("source_partition")));
        long offset = Long.parseLong(String.valueOf(row.get("source_offset")));
        return starRocks.loads().stream()
                .filter(load -> load.state() == LoadState.VISIBLE
                        && load.table().equals(change.table().base()))
                .filter(load -> {
                    LabelRange range = LabelRange.parse(load.label());
                    return range != null && range.holds(partition, offset);
                })
                .map(Load::finishedMillis)
                .filter(Objects::nonNull)
                .map(millis -> LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), SHANGHAI))
                .filter(finished -> !finished.isBefore(loaded))
                .min(Comparator.naturalOrder())
                .orElse(loaded);
    }

    private static LocalDateTime dateTime(@Nullable Object value) {
        return LocalDateTime.parse(String.valueOf(value).replace(' ', 'T'));
    }
}

package io.bisync.local.demo;

import io.bisync.local.starrocks.StarRocksStandIn;
import io.bisync.local.starrocks.load.Load;
import io.bisync.local.starrocks.load.LoadState;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The newest live change of a Jushuitan order: when it happened at the ERP, and when it could be seen in StarRocks. */
final class NewestChange {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.S", Locale.ROOT);
    private static final String TABLE = "ods_jushuitan_order";

    private NewestChange() {}

    static String in(StarRocksStandIn starRocks) {
        var rows = starRocks.query(
                "SELECT account_id, o_id, modified, loaded_at, source_partition, source_offset FROM " + TABLE
                        + " WHERE source_topic = 'erp.jushuitan.order' AND modified IS NOT NULL ORDER BY modified DESC LIMIT 1");
        if (rows.isEmpty()) {
            return "No live change has arrived yet.";
        }
        var row = rows.getFirst();
        return "order %s:%s changed at the ERP %s → in StarRocks %s"
                .formatted(
                        row.get("account_id"),
                        row.get("o_id"),
                        TIME.format(dateTime(row.get("modified"))),
                        TIME.format(visible(starRocks, row)));
    }

    /** The end of the load that brought the row: {@code loaded_at} is its beginning, and has no fraction. */
    private static LocalDateTime visible(StarRocksStandIn starRocks, Map<String, @Nullable Object> row) {
        LocalDateTime loaded = dateTime(row.get("loaded_at"));
        int partition = Integer.parseInt(String.valueOf(row.get("source_partition")));
        long offset = Long.parseLong(String.valueOf(row.get("source_offset")));
        return starRocks.loads().stream()
                .filter(load ->
                        load.state() == LoadState.VISIBLE && load.table().equals(TABLE))
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
